import type { Report, TimelineEvent } from '../report.js';
import type { Strings } from '../strings.js';
import { counted } from '../strings.js';
import { plainTime } from '../times.js';
import { LOOK } from '../view-finding.js';
import { type ActivityView, type LaneView, viewActivity } from './activity.js';
import { percent, type TimeAxis, timeAxis } from './time-axis.js';

export interface TimelineView {
  readonly from: number;
  readonly to: number;
  readonly fromText: string;
  readonly toText: string;
  readonly ticks: TimeAxis['ticks'];
  readonly rows: readonly RowView[];
  /** Lines through all rows: where the node booted. */
  readonly boots: readonly { readonly x: string }[];
  readonly untrusted: readonly UntrustedView[];
  readonly lanes: readonly LaneView[];
  readonly moreLanes: readonly LaneView[];
  readonly moreLanesText: string;
  /** Errors of all components, for the strip under the brush. */
  readonly overview: ActivityView['overview'];
  readonly events: readonly EventView[];
  readonly eventsText: string;
}

interface RowView {
  readonly label: string;
  readonly marks: readonly {
    readonly event: number;
    readonly href: string;
    readonly status: string;
    readonly x: string;
    /** How long it lasted; '' for a moment. */
    readonly width: string;
  }[];
}

interface UntrustedView {
  readonly x: string;
  readonly width: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

interface EventView {
  readonly i: number;
  readonly at: number;
  readonly end: number;
  readonly time: string;
  readonly until: string;
  readonly kind: string;
  readonly status: string;
  readonly component: string;
  readonly title: string;
  readonly number: number | '';
}

const KINDS = {
  reboot: ['reboot'],
  clock: ['clock'],
  unit: ['unit'],
  condition: ['condition'],
  kills: ['oom', 'eviction'],
  collected: ['collected'],
} as const satisfies Readonly<Record<string, readonly TimelineEvent['kind'][]>>;

/** All that happened on one axis; undefined when the bundle has no times. */
export function viewTimeline(report: Report, strings: Strings): TimelineView | undefined {
  const { timeline, locale } = report;
  const axis = timeline && timeAxis(timeline.from, timeline.to);
  if (!axis) return undefined;
  const events = timeline.events.map((event, i) => viewEvent(event, i, strings));
  const marks = (wanted: (event: TimelineEvent) => boolean) =>
    timeline.events.flatMap((event, i) => (wanted(event) ? [viewMark(event, i, axis)] : []));
  const rows = [
    ...Object.entries(KINDS).map(([label, kinds]) => ({
      label: strings.page[label] ?? label,
      marks: marks(({ kind }) => (kinds as readonly string[]).includes(kind)),
    })),
    ...(['critical', 'warning', 'info'] as const).map(severity => ({
      label: strings.severity[severity],
      marks: marks(event => event.kind === 'finding' && (event.severity ?? 'info') === severity),
    })),
  ];
  return {
    from: axis.from,
    to: axis.to,
    fromText: plainTime(timeline.from),
    toText: plainTime(timeline.to),
    ticks: axis.ticks,
    rows: rows.filter(row => row.marks.length > 0),
    boots: timeline.events.filter(({ kind }) => kind === 'reboot').map(({ at }) => ({ x: x(at, axis) })),
    untrusted: timeline.untrusted.map(({ from, to, reason }) => ({
      ...stretch(from, to, axis),
      from: plainTime(from),
      to: plainTime(to),
      reason,
    })),
    ...viewActivity(timeline, axis, strings, locale),
    events,
    eventsText: counted(strings.counts.events, events.length, locale),
  };
}

function viewMark(event: TimelineEvent, i: number, axis: TimeAxis): RowView['marks'][number] {
  return {
    event: i,
    href: event.finding === undefined ? `event-${i}` : `finding-${event.finding + 1}`,
    status: event.severity ? LOOK[event.severity] : 'neutral',
    x: x(event.at, axis),
    width: event.until ? stretch(event.at, event.until, axis).width : '',
  };
}

function viewEvent(
  { at, until, kind, severity, component, title, finding }: TimelineEvent,
  i: number,
  strings: Strings,
) {
  return {
    i,
    at: Date.parse(at),
    end: Date.parse(until ?? at),
    time: plainTime(at),
    until: plainTime(until),
    kind: kind === 'finding' && severity ? strings.severity[severity] : (strings.page[kind] ?? kind),
    status: severity ? LOOK[severity] : 'neutral',
    component: component ?? '',
    title,
    number: finding === undefined ? ('' as const) : finding + 1,
  };
}

function x(at: string, axis: TimeAxis): string {
  return percent(axis.at(Date.parse(at)));
}

function stretch(from: string, to: string, axis: TimeAxis): { x: string; width: string } {
  const begin = axis.at(Date.parse(from));
  return { x: percent(begin), width: percent(Math.max(0, axis.at(Date.parse(to)) - begin)) };
}
