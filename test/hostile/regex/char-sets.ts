import type { AST } from '@eslint-community/regexpp';

type Range = readonly [from: number, to: number];
type CharElement = AST.Character | AST.CharacterSet | AST.CharacterClass;

const LAST = 0x10ffff;
const ALL: readonly Range[] = [[0, LAST]];
const DIGIT: readonly Range[] = [[0x30, 0x39]];
const WORD: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const SPACE: readonly Range[] = [
  [9, 13],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
/** What `.` does not take, and `^` and `$` of the m flag stand at. */
export const LINE_END: readonly Range[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];

/** The characters that an element takes, at least: where one cannot tell they are all. */
export function rangesOf(element: CharElement, flags: AST.Flags): readonly Range[] {
  if (element.type === 'Character') return withCases([[element.value, element.value]], flags);
  if (element.type === 'CharacterSet') {
    if (element.kind === 'any') return flags.dotAll ? ALL : complement(LINE_END);
    if (element.kind === 'property') return ALL;
    const ranges = { digit: DIGIT, word: WORD, space: SPACE }[element.kind];
    return element.negate ? complement(ranges) : ranges;
  }
  const inside = element.elements.flatMap((inner): readonly Range[] => {
    if (inner.type === 'CharacterClassRange') return withCases([[inner.min.value, inner.max.value]], flags);
    if (inner.type === 'Character' || inner.type === 'CharacterSet') return rangesOf(inner, flags);
    throw new Error(`${element.raw}: a class of the v flag is not understood`);
  });
  if (!element.negate) return inside;
  // The complement of a property that we take for all would be nothing.
  return element.elements.some(inner => inner.type === 'CharacterSet' && inner.kind === 'property')
    ? ALL
    : complement(inside);
}

/** Sets of characters as bits: two of them have a character in common when they have a bit in common. */
export function bitSets(sets: readonly (readonly Range[])[]): bigint[] {
  const borders = [...new Set([0, ...sets.flatMap(ranges => ranges.flatMap(([from, to]) => [from, to + 1]))])].sort(
    (a, b) => a - b,
  );
  return sets.map(ranges =>
    borders.reduce(
      (bits, border, i) =>
        ranges.some(([from, to]) => border >= from && border <= to) ? bits | (1n << BigInt(i)) : bits,
      0n,
    ),
  );
}

function complement(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  let next = 0;
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (from > next) result.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= LAST) result.push([next, LAST]);
  return result;
}

/** Latin letters in both cases: others have no pattern of ours. */
function withCases(ranges: readonly Range[], { ignoreCase }: AST.Flags): readonly Range[] {
  if (!ignoreCase) return ranges;
  const shifted = ranges.flatMap(([from, to]): Range[] => [
    [Math.max(from, 0x41) + 32, Math.min(to, 0x5a) + 32],
    [Math.max(from, 0x61) - 32, Math.min(to, 0x7a) - 32],
  ]);
  return [...ranges, ...shifted.filter(([from, to]) => from <= to)];
}
