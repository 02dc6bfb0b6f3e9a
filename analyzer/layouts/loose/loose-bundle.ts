import type { Spec } from '../../../bundle/spec.js';
import { date, uname, uptime } from '../../../bundle/specs/node.js';
import { timedatectl } from '../../../bundle/specs/time.js';
import type { BundleHeader } from '../../header.js';
import { nodeClock, type WrittenText } from '../clock/node-clock.js';
import type { ForeignNode } from '../foreign-nodes.js';
import type { Layout } from '../layout.js';
import type { Plan, Use } from '../plan.js';
import { type Guess, looseText } from './guess.js';
import { recogniseText } from './recognise-text.js';

/** A text that somebody saved by hand: its name, its begin and its end. */
export interface LooseSample {
  readonly name: string;
  readonly head: string;
  readonly tail: string;
  readonly modifiedAt: number;
  /** Of a saved terminal: what was typed, and where, as far as the prompt tells. */
  readonly part?: TerminalPart;
}

/** What one command printed, in a saved terminal. */
export interface TerminalPart {
  /** Name of the file. */
  readonly of: string;
  readonly linesBefore: number;
  /** What was typed; '' for what stands before the first command. */
  readonly command: string;
  /** The machine, where the prompt names it. */
  readonly host?: string;
}

/** A sample with what it was taken for; `guess` is absent for what nobody knows. */
export interface TakenSample extends LooseSample {
  readonly guess?: Guess;
}

/** Loose files have no places: each is told by what is in it. */
const LOOSE: Layout = { tool: 'files', marks: [], places: [] };

/** `named`: what the user says that a file is, by its name. */
export function takenFor(samples: readonly LooseSample[], named: ReadonlyMap<string, Guess>): TakenSample[] {
  return samples.map(sample => {
    const guess = named.get(sample.name) ?? recogniseText(looseText(sample.part?.command || sample.name, sample.head));
    return { ...sample, ...(guess && { guess }) };
  });
}

/** What is read of each file. */
export function loosePlan(taken: readonly TakenSample[]): Plan {
  return new Map(taken.map(({ name, guess }, rank) => [name, guess ? usesOf(guess, rank) : []]));
}

function usesOf({ specs, lines, cut, more = [] }: Guess, rank: number): Use[] {
  const parts = [...(specs.length > 0 ? [{ specs, ...(cut && { cut }), ...(lines && { lines }) }] : []), ...more];
  return parts.map((part, order) => ({ folder: '', rank, order, place: { paths: [], ...part }, ...part }));
}

/** The one node that loose files are taken to be of. */
export function looseNode(taken: readonly TakenSample[]): ForeignNode {
  const find = (spec: Spec): WrittenText | undefined => {
    const sample = taken.find(({ guess }) => guess?.specs.some(({ id }) => id === spec.id));
    return sample && { text: sample.head, modifiedAt: sample.modifiedAt };
  };
  const prompts = new Set(taken.flatMap(({ part }) => part?.host ?? []));
  // Who went on to another machine shows several.
  const [prompted] = prompts.size === 1 ? prompts : [];
  const hostname = hostOf(taken, find(uname)?.text) ?? prompted;
  const times = taken.flatMap(({ head, tail }) => [newestTime(tail), newestTime(head)]).filter(Number.isFinite);
  const header: BundleHeader = {
    node: { ...(hostname !== undefined && { hostname }) },
    collector: { name: 'files' },
    ...nodeClock({
      date: find(date),
      timedatectl: find(timedatectl),
      uptime: find(uptime),
      ...(times.length > 0 && { newestLine: Math.max(...times) }),
      newestFile: Math.max(...taken.map(({ modifiedAt }) => modifiedAt)),
    }),
  };
  return { found: { layout: LOOSE, folder: '' }, header, names: hostname === undefined ? [] : [hostname] };
}

const JOURNAL_HOST = /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) ([\w.-]+) [^\s[:]+(?:\[\d+\])?: /m;
const LINUX_HOST = /^Linux ([\w.-]+) \d/m;
const DESCRIBED = /^Name: +(\S+)/m;

function hostOf(taken: readonly TakenSample[], unameText: string | undefined): string | undefined {
  const first = (pattern: RegExp, texts: readonly string[]) =>
    texts.map(text => pattern.exec(text)?.[1]).find(found => found !== undefined);
  const described = taken.filter(({ guess }) => guess?.as === 'kubectl describe node');
  return (
    first(LINUX_HOST, unameText === undefined ? [] : [unameText]) ??
    first(
      JOURNAL_HOST,
      taken.filter(({ guess }) => guess?.lines).map(({ head }) => head),
    ) ??
    first(
      DESCRIBED,
      described.map(({ head }) => head),
    )
  );
}

/** `2026-11-23T19:59:55.1Z`, `…+08:00`, `Mon, 23 Nov 2026 19:59:55 +0000`: times that say all of themselves. */
const FULL_TIME =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)|\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g;

/** The newest time in a text that says its year and its zone; NaN when none does. */
function newestTime(text: string): number {
  let newest = Number.NaN;
  for (const [found] of text.matchAll(FULL_TIME)) {
    const time = Date.parse(found.replace(',', found.includes(', ') ? ',' : '.').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    if (!Number.isNaN(time) && !(time <= newest)) newest = time;
  }
  return newest;
}
