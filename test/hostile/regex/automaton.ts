import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp';
import { bitSets, LINE_END, rangesOf } from './char-sets.js';

/** A pattern as the paths that a backtracking matcher may take. Each position takes one character. */
export interface Automaton {
  /** By position: the characters it takes, as bits. */
  readonly takes: readonly bigint[];
  /** By position: those that may come next, each with the number of ways to it (2 stands for more). */
  readonly next: readonly ReadonlyMap<number, number>[];
  /** Positions after which nothing is wanted any more: the matcher has found what it sought. */
  readonly accepting: ReadonlySet<number>;
}

/** What a part of a pattern begins and ends with. */
interface Part {
  readonly first: ReadonlyMap<number, number>;
  readonly last: ReadonlyMap<number, number>;
  /** Ways to match nothing; 2 stands for more. */
  readonly empty: number;
  /** Nothing may follow freely: an assertion is still to hold. */
  readonly guarded: boolean;
}

/** A larger count is taken for no bound at all: each of them multiplies the steps. */
const MOST_COUNTED = 64;
const MOST_POSITIONS = 3000;
/** Where a match may begin. */
type SearchFrom = 'anywhere' | 'line begins' | 'the begin';

const NOTHING: Part = { first: new Map(), last: new Map(), empty: 1, guarded: false };

/**
 * The automaton of a pattern (Glushkov's), and those of its lookarounds, which match on their own. A search
 * that may begin anywhere begins with a loop over any character. Throws for what has no automaton: a
 * reference back to a group.
 */
export function automataOf(regex: RegExp): Automaton[] {
  const { pattern, flags } = parseRegExpLiteral(regex);
  const inner: AST.Alternative[][] = [];
  const anywhere = !flags.sticky && !pattern.alternatives.every(begins);
  const from = anywhere ? 'anywhere' : flags.multiline && !flags.sticky ? 'line begins' : 'the begin';
  const outer = build(pattern.alternatives, flags, from, inner);
  const automata = [outer];
  for (let alternatives = inner.pop(); alternatives; alternatives = inner.pop()) {
    automata.push(build(alternatives, flags, 'the begin', inner));
  }
  return automata;

  function begins({ elements: [first] }: AST.Alternative): boolean {
    return first?.type === 'Assertion' && first.kind === 'start';
  }
}

function build(
  alternatives: readonly AST.Alternative[],
  flags: AST.Flags,
  from: SearchFrom,
  inner: AST.Alternative[][],
): Automaton {
  const ranges: (readonly (readonly [number, number])[])[] = [];
  const next: Map<number, number>[] = [];

  const position = (taken: readonly (readonly [number, number])[]): Part => {
    if (ranges.push(taken) > MOST_POSITIONS) throw new Error('too many positions: a smaller count in braces, please');
    next.push(new Map());
    const ways = new Map([[ranges.length - 1, 1]]);
    return { first: ways, last: ways, empty: 0, guarded: false };
  };
  const connect = (from: Part, to: Part): void => {
    for (const [a, x] of from.last) for (const [b, y] of to.first) add(next[a] as Map<number, number>, b, x * y);
  };
  const concat = (a: Part, b: Part): Part => {
    connect(a, b);
    return {
      first: union(a.first, times(b.first, a.empty)),
      last: union(b.last, times(a.last, b.empty)),
      empty: few(a.empty * b.empty),
      guarded: b.guarded || (b.empty > 0 && a.guarded),
    };
  };
  const either = (a: Part, b: Part): Part => ({
    first: union(a.first, b.first),
    last: union(a.last, b.last),
    empty: few(a.empty + b.empty),
    guarded: a.guarded || b.guarded,
  });
  const optional = (a: Part): Part => ({ ...a, empty: few(a.empty + 1) });

  const repeat = ({ element, min, max }: AST.Quantifier): Part => {
    let part = NOTHING;
    for (let i = 0; i < min; i++) part = concat(part, partOf(element));
    if (max <= MOST_COUNTED) {
      let tail = NOTHING;
      for (let i = min; i < max; i++) tail = optional(concat(partOf(element), tail));
      return concat(part, tail);
    }
    const body = partOf(element);
    connect(body, body);
    // A round that matches nothing is not taken.
    return concat(part, { ...body, empty: 1 });
  };

  const partOf = (element: AST.Element): Part => {
    switch (element.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass':
        return position(rangesOf(element, flags));
      case 'Group':
      case 'CapturingGroup':
        return alternation(element.alternatives);
      case 'Quantifier':
        return repeat(element);
      case 'Assertion':
        if (element.kind === 'lookahead' || element.kind === 'lookbehind') inner.push(element.alternatives);
        return { ...NOTHING, guarded: element.kind !== 'start' };
      default:
        throw new Error(`${element.raw} refers back, or is of a kind that is not understood`);
    }
  };
  const alternation = (those: readonly AST.Alternative[]): Part =>
    those.map(({ elements }) => elements.map(partOf).reduce(concat, NOTHING)).reduce(either);

  // Where a search may begin, it has a loop over any character before it.
  let before: Part | undefined;
  if (from !== 'the begin') {
    before = position([[0, 0x10ffff]]);
    connect(before, before);
  }
  if (before && from === 'line begins') {
    const lineEnd = position(LINE_END);
    connect(before, lineEnd);
    before = lineEnd;
  }
  const body = alternation(alternatives);
  if (before) connect(before, body);
  return { takes: bitSets(ranges), next, accepting: new Set(body.guarded ? [] : body.last.keys()) };
}

function add(ways: Map<number, number>, to: number, count: number): void {
  ways.set(to, few((ways.get(to) ?? 0) + count));
}

function union(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const all = new Map(a);
  for (const [to, count] of b) add(all, to, count);
  return all;
}

function times(ways: ReadonlyMap<number, number>, factor: number): ReadonlyMap<number, number> {
  return factor === 0 ? new Map() : new Map([...ways].map(([to, count]) => [to, few(count * factor)]));
}

function few(count: number): number {
  return Math.min(count, 2);
}
