import type { Check, Locale } from '../check.js';
import type { Finding } from '../engine.js';
import type { Untrusted } from '../reasoning/clock.js';
import type { Happening } from '../reasoning/happenings.js';
import type { Reasoning } from '../reasoning/reason.js';
import { cleanLine } from './clean-text.js';
import { reportLine } from './evidence.js';
import { sectionOf } from './findings.js';
import type { ActivityLane, ReportedFinding, Timeline, TimelineEvent } from './report.js';
import { fill, type Strings, stringsIn } from './strings.js';
import { durationText, isoTime } from './times.js';

/** Of so many things nobody keeps track; what is worst stays. */
const MAX_EVENTS = 300;
const LENGTH = 300;
const WEEK_MS = 7 * 86_400_000;

export interface TimelineInput {
  readonly reasoning: Reasoning;
  readonly lanes: readonly ActivityLane[];
  readonly checks: ReadonlyMap<string, Check>;
  /** In the same order: what was found, and what is said of it. */
  readonly found: readonly Finding[];
  readonly findings: readonly ReportedFinding[];
  readonly locale: Locale;
}

/** All that happened on one axis; undefined when nothing has a time. */
export function reportTimeline(input: TimelineInput): Timeline | undefined {
  const { reasoning, lanes, locale } = input;
  const strings = stringsIn(locale);
  // Those of a lane are in order.
  const minutes = lanes.flatMap(lane => [lane.minutes[0], lane.minutes.at(-1)].flatMap(minute => minute?.[0] ?? []));
  const recent = reasoning.happenings.filter(isWithin(reasoning.happenings, least(minutes) * 60_000));
  const events = mostTelling(recent).flatMap(one => reportEvent(one, input, strings));
  const times = [
    ...events.map(({ at }) => Date.parse(at)),
    ...minutes.flatMap(minute => [minute * 60_000, (minute + 1) * 60_000]),
  ];
  const from = isoTime('at', least(times)).at;
  const to = isoTime('at', -least(times.map(time => -time))).at;
  if (from === undefined || to === undefined) return undefined;
  const untrusted = reasoning.clock.untrusted
    .filter(stretch => stretch.to >= Date.parse(from) && stretch.from <= Date.parse(to))
    .map(stretch => reportUntrusted(stretch, strings));
  return { from, to, events, lanes, untrusted: untrusted.filter(stretch => stretch !== undefined) };
}

/** Since the logs begin, or in the last week where they are shorter: an axis of months shows nothing. */
function isWithin(all: readonly Happening[], logsFrom: number): (one: Happening) => boolean {
  const end = all.at(-1)?.at ?? 0;
  const from = Math.min(logsFrom, end - WEEK_MS);
  return ({ at }) => at >= from;
}

/** Of what weighs the same, what is newer. */
function mostTelling(all: readonly Happening[]): readonly Happening[] {
  if (all.length <= MAX_EVENTS) return all;
  const weight = ({ kind, severity }: Happening) => {
    if (severity === 'critical' || kind === 'collected' || kind === 'reboot') return 0;
    if (severity === 'info' || kind === 'unit') return 2;
    return 1;
  };
  const kept = new Set([...all].sort((a, b) => weight(a) - weight(b) || b.at - a.at).slice(0, MAX_EVENTS));
  return all.filter(one => kept.has(one));
}

function reportEvent(one: Happening, input: TimelineInput, strings: Strings): TimelineEvent[] {
  const { found, findings } = input;
  const at = isoTime('at', one.at).at;
  if (at === undefined) return [];
  const finding = 'of' in one ? found.indexOf(one.of) : -1;
  const component = 'of' in one ? sectionOf(one.of.check) : 'unit' in one ? one.unit : undefined;
  return [
    {
      at,
      ...isoTime('until', one.until),
      kind: one.kind === 'units' ? 'unit' : one.kind,
      ...(one.severity && { severity: one.severity }),
      ...(component !== undefined && { component }),
      title: titleOf(one, findings[finding], strings),
      ...(finding >= 0 && { finding }),
      ...(one.evidence && { evidence: reportLine(one.evidence) }),
    },
  ];
}

function titleOf(one: Happening, finding: ReportedFinding | undefined, strings: Strings): string {
  const { events } = strings;
  switch (one.kind) {
    case 'reboot':
      return one.unclean ? events.uncleanReboot : events.reboot;
    case 'unit':
      return cleanLine(unitTitle(one, strings), LENGTH);
    case 'units':
      return fill(events.unitMore, { unit: one.unit, n: one.lines });
    case 'condition': {
      const { condition, status, message } = one;
      return cleanLine(fill(events.condition, { condition, status, message }), LENGTH);
    }
    case 'clock':
      return fill(one.ms > 0 ? events.clockForward : events.clockBack, { seconds: Math.abs(one.ms / 1000).toFixed(1) });
    case 'collected':
      return events.collected;
    default:
      return finding?.statement ?? one.of.check;
  }
}

function unitTitle({ unit, state, how }: Extract<Happening, { kind: 'unit' }>, { events }: Strings): string {
  if (state === 'started') return fill(events.unitStarted, { unit });
  if (state === 'stopped') return fill(events.unitStopped, { unit });
  if (state === 'failed' && how !== undefined) return fill(events.unitEnded, { unit, how });
  return fill(state === 'failed' ? events.unitFailed : events.unitState, { unit, state });
}

function reportUntrusted(stretch: Untrusted, strings: Strings): Timeline['untrusted'][number] | undefined {
  const { from } = isoTime('from', stretch.from);
  const { to } = isoTime('to', stretch.to);
  if (from === undefined || to === undefined) return undefined;
  const params = {
    duration: 'ms' in stretch ? durationOf(Math.abs(stretch.ms) / 1000, strings) : '',
    file: 'file' in stretch ? cleanLine(stretch.file, LENGTH) : '',
    date: from.slice(0, 10),
  };
  const word = stretch.trouble === 'stepped' && stretch.ms < 0 ? 'steppedBack' : stretch.trouble;
  return { from, to, reason: fill(strings.untrusted[word], params) };
}

function durationOf(seconds: number, strings: Strings): string {
  return seconds < 60 ? fill(strings.events.seconds, { n: seconds.toFixed(1) }) : durationText(seconds, strings);
}

/** Infinity when there is none, which is no time. */
function least(times: readonly number[]): number {
  return times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}
