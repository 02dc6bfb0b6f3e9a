import { systemJournal } from '../../../bundle/specs/logs.js';
import { UNITS, type UnitName, unitJournal } from '../../../bundle/specs/units.js';
import { deriveFact, type Evidence, type LogHit, type LogMatches, type Optional, optional } from '../../fact.js';
import { linesAs } from './service-logs.js';

/** What systemd said that a service did. */
export interface UnitWord {
  readonly unit: UnitName;
  readonly state: 'started' | 'stopped' | 'failed';
  /** How it failed, in systemd's words: `code=exited, status=1/FAILURE`; absent when it does not say. */
  readonly how?: string;
  readonly at: Evidence;
}

export interface UnitWords {
  /** In the order of the logs: the first and the last of each service. */
  readonly words: readonly UnitWord[];
  /** Lines between those, of which only the number is kept. */
  readonly more: readonly {
    readonly unit: UnitName;
    readonly lines: number;
    readonly from: number;
    readonly to: number;
  }[];
}

/** Of each end, and each service: of some more nobody keeps track. */
const KEPT = 24;

/**
 * systemd 249 and later, then with the description instead of the name, then 219:
 *
 * ```
 * Started kubelet.service - kubelet: The Kubernetes Node Agent.
 * Started kubelet: The Kubernetes Node Agent.
 * kubelet.service: Main process exited, code=exited, status=1/FAILURE
 * kubelet.service: main process exited, code=exited, status=1/FAILURE
 * kubelet.service: Failed with result 'exit-code'.
 * Unit kubelet.service entered failed state.
 * kubelet.service: Deactivated successfully.
 * Failed to start kubelet.service - kubelet: The Kubernetes Node Agent.
 * ```
 */
const VERB = String.raw`systemd\[1\]: (?<verb>Started|Stopped|Failed to start|Dependency failed for) `;
const ENDED = String.raw`\.service: (?:[Mm]ain process exited, (?<how>code=.{1,60})|(?<failed>Failed with result '[a-z-]{1,40}'|Unit entered failed state)|(?<done>Deactivated successfully|Succeeded\.))`;
const FAILED_219 = String.raw`\.service entered (?<old>failed) state`;
const VERBS = ['Started ', 'Stopped ', 'Failed to start ', 'Dependency failed for '].map(verb => `systemd[1]: ${verb}`);
const ENDS = [
  'ain process exited, ',
  ': Failed with result ',
  ' entered failed state',
  ': Deactivated successfully',
  ': Succeeded.',
];

/** Without an error, or by the signal with which systemd asks a service to end. */
const ASKED_TO_END = /status=(?:0\b|15\/TERM)/;

/** In its own journal systemd speaks of no other. */
const inOwn = (unit: UnitName) =>
  linesAs(`what systemd says of ${unit}`, {
    in: { name: `the journal of ${unit}.service`, logs: [unitJournal[unit]] },
    pattern: new RegExp(String.raw`${VERB}|systemd\[1\]: (?:Unit )?[a-z0-9-]{1,40}(?:${ENDED}|${FAILED_219})`),
    anchor: [...VERBS, ...ENDS],
    keep: KEPT,
  });

/** In that of systemd it is among many, and known by its name alone. */
const inAll = (unit: UnitName) =>
  linesAs(`what the systemd journal says of ${unit}`, {
    in: { name: 'the systemd journal', logs: [systemJournal] },
    pattern: new RegExp(String.raw`${VERB}${unit}\.service|systemd\[1\]: (?:Unit )?${unit}(?:${ENDED}|${FAILED_219})`),
    anchor: [
      ...VERBS.map(verb => `${verb}${unit}.service`),
      ...['', 'Unit '].map(head => `systemd[1]: ${head}${unit}.service`),
    ],
    keep: KEPT,
  });

type WordNeeds = { readonly [K in UnitName as `own ${K}` | `all ${K}`]: Optional<LogMatches> };

const needs = Object.fromEntries(
  UNITS.flatMap(unit => [
    [`own ${unit}`, optional(inOwn(unit))],
    [`all ${unit}`, optional(inAll(unit))],
  ]),
) as WordNeeds;

/** Every start, stop and failure of the services of the node that systemd logged, a bounded number of each. */
export const unitWords = deriveFact({
  name: 'starts and stops of the services',
  needs,
  derive(known): UnitWords {
    // The same lines are in both, as far as each reaches back.
    const told = UNITS.flatMap(unit => {
      const [own, all] = [known[`own ${unit}`], known[`all ${unit}`]];
      const matches = (own?.count ?? 0) >= (all?.count ?? 0) ? own : all;
      return matches ? [{ unit, matches }] : [];
    });
    return {
      words: told.flatMap(({ unit, matches }) => matches.samples.flatMap(hit => wordOf(unit, hit))),
      more: told.flatMap(({ unit, matches }) => moreOf(unit, matches)),
    };
  },
});

function wordOf(unit: UnitName, { at, captures }: LogHit): UnitWord[] {
  const { verb, how, failed, done, old } = captures;
  if (verb === 'Started') return [{ unit, state: 'started', at }];
  if (verb === 'Stopped' || done) return [{ unit, state: 'stopped', at }];
  if (how) return [{ unit, state: ASKED_TO_END.test(how) ? 'stopped' : 'failed', how, at }];
  return verb || failed || old ? [{ unit, state: 'failed', at }] : [];
}

function moreOf(unit: UnitName, { count, samples }: LogMatches): UnitWords['more'] {
  const [before, after] = [samples[KEPT - 1]?.at.time, samples[KEPT]?.at.time];
  if (count <= 2 * KEPT || before === undefined || after === undefined) return [];
  return [{ unit, lines: count - 2 * KEPT, from: before, to: after }];
}
