import { SEVERITIES } from '../../check.js';
import type { Report, TimelineEvent } from '../report.js';
import type { Strings } from '../strings.js';
import { counted } from '../strings.js';
import { isoTime, plainTime } from '../times.js';
import { LOOK } from '../view-finding.js';
import { type ActivityView, type LaneView, viewActivity, viewBoxOf } from './activity.js';
import { type Focus, focusOf, type PlaceView } from './focus.js';
import { type TimeAxis, timeAxis } from './time-axis.js';

/** All that happened, laid out; what is outside of what is shown first is there for who looks further. */
export interface TimelineView {
  /** Of all the time, and of what is shown of it at first: milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
  readonly shownFrom: number;
  readonly shownTo: number;
  readonly shownText: string;
  readonly ticks: TimeAxis['ticks'];
  readonly rows: readonly {
    readonly label: string;
    readonly marks: readonly (PlaceView & { readonly event: number; readonly href: string; readonly status: string })[];
  }[];
  /** Lines through all rows: where the node booted. */
  readonly boots: readonly PlaceView[];
  readonly untrusted: readonly (PlaceView & {
    readonly fromText: string;
    readonly toText: string;
    readonly reason: string;
  })[];
  readonly lanes: readonly LaneView[];
  readonly moreLanes: readonly LaneView[];
  readonly moreLanesText: string;
  /** What the pictures of the lanes show at first. */
  readonly viewBox: string;
  /** Errors of all components, for the strip under the brush. */
  readonly overview: ActivityView['overview'];
  readonly events: readonly EventView[];
  readonly eventsText: string;
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
  const whole = timeline && timeAxis(timeline.from, timeline.to);
  if (!whole) return undefined;
  const { axis, place } = focusOf(report, whole);
  return {
    from: whole.from,
    to: whole.to,
    shownFrom: axis.from,
    shownTo: axis.to,
    shownText: `${timeText(axis.from)} – ${timeText(axis.to)}`,
    ticks: axis.ticks,
    rows: viewRows(timeline.events, place, strings),
    boots: timeline.events.filter(({ kind }) => kind === 'reboot').map(({ at }) => place(at)),
    untrusted: timeline.untrusted.map(({ from, to, reason }) => ({
      ...place(from, to),
      fromText: plainTime(from),
      toText: plainTime(to),
      reason,
    })),
    ...viewActivity(timeline, whole, strings, locale),
    viewBox: viewBoxOf(whole.at(axis.from), whole.at(axis.to)),
    events: timeline.events.map((event, i) => viewEvent(event, i, strings)),
    eventsText: counted(strings.counts.events, timeline.events.length, locale),
  };
}

/** One row for each kind of event that there is, and one for each severity of findings. */
function viewRows(events: readonly TimelineEvent[], place: Focus['place'], strings: Strings): TimelineView['rows'] {
  const row = (label: string, wanted: (event: TimelineEvent) => boolean) => ({
    label,
    marks: events.flatMap((event, i) =>
      wanted(event)
        ? {
            ...place(event.at, event.until),
            event: i,
            href: event.finding === undefined ? `event-${i}` : `finding-${event.finding + 1}`,
            status: event.severity ? LOOK[event.severity] : 'neutral',
          }
        : [],
    ),
  });
  return [
    ...Object.entries(KINDS).map(([name, kinds]) =>
      row(strings.page[name] ?? name, ({ kind }) => (kinds as readonly string[]).includes(kind)),
    ),
    ...SEVERITIES.map(severity =>
      row(strings.severity[severity], event => event.kind === 'finding' && (event.severity ?? 'info') === severity),
    ),
  ].filter(({ marks }) => marks.length > 0);
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

function timeText(ms: number): string {
  return plainTime(isoTime('at', ms).at);
}
