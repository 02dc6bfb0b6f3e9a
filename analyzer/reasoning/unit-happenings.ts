import { UNITS } from '../../bundle/specs/units.js';
import type { Bundle } from '../bundle.js';
import { readFact } from '../engine.js';
import { isInstalled, isRunning, type UnitState, type UnitStates } from '../facts/units/unit-state.js';
import { unitStates } from '../facts/units/unit-states.js';
import { type UnitWord, unitWords } from '../facts/units/unit-words.js';
import type { Happening } from './happenings.js';

/** What is told twice, by the journal and by the state, or of one end in several lines. */
const SAME_MS = 5000;

/** When services of the node were started, stopped, and failed: by the journal, and where that does not tell by their state. */
export function unitHappenings(bundle: Bundle): Happening[] {
  const states = readFact(bundle, unitStates);
  const { words = [], more = [] } = readFact(bundle, unitWords) ?? {};
  const nameOf = (unit: string) => states?.find(unit)?.name ?? unit;
  const told = [...groupBy(words, ({ unit }) => nameOf(unit))].flatMap(([unit, own]) =>
    withoutRepeats(own).map(word => ofWord(unit, word)),
  );
  const present = unitsOf(states)
    .flatMap(ofState)
    .filter(now => !told.some(one => one.unit === now.unit && Math.abs(one.at - now.at) <= SAME_MS));
  return [
    ...told,
    ...present,
    ...more.map(({ unit, lines, from, to }) => ({
      ...{ kind: 'units' as const, unit: nameOf(unit), lines },
      ...{ at: from, until: to },
    })),
  ];
}

type UnitHappening = Extract<Happening, { readonly kind: 'unit' }>;
type Timed = UnitWord & { readonly time: number };

/** One end is told in up to four lines, of which the first says how; so are a start and a stop of a unit with two names. */
function withoutRepeats(words: readonly UnitWord[]): Timed[] {
  const timed = words.flatMap(word => (word.at.time === undefined ? [] : [{ ...word, time: word.at.time }]));
  const kept: Timed[] = [];
  for (const word of timed.sort((a, b) => a.time - b.time)) {
    const last = kept.at(-1);
    const again = last?.state === word.state && word.time - last.time <= SAME_MS;
    const sameEnd = last !== undefined && last.state !== 'started' && word.state !== 'started';
    if (!again && !sameEnd) kept.push(word);
  }
  return kept;
}

function ofWord(unit: string, { state, how, at, time }: Timed): UnitHappening {
  const failed = state === 'failed' && { severity: 'warning' as const };
  return { kind: 'unit', at: time, unit, state, ...(how !== undefined && { how }), evidence: at, ...failed };
}

/** Those that the node has, each once: some go by two names. */
function unitsOf(states: UnitStates | undefined): readonly UnitState[] {
  const known = UNITS.flatMap(unit => states?.find(unit) ?? []);
  return [...new Set(known)].filter(isInstalled);
}

function ofState(unit: UnitState): UnitHappening[] {
  const running = isRunning(unit);
  const at = running ? (unit.activeSince ?? unit.since) : unit.since;
  if (at === undefined) return [];
  const failed = unit.active === 'failed' && { severity: 'critical' as const };
  return [
    { kind: 'unit', at, unit: unit.name, state: running ? 'started' : unit.active, evidence: unit.at, ...failed },
  ];
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
