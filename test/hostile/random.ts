/** Numbers that look random and are the same for the same seed (mulberry32). */
export interface Random {
  /** A whole number from 0 up to `below`, without it. */
  below(below: number): number;
  /** True one time in `n`. */
  once(n: number): boolean;
  of<T>(list: readonly T[]): T;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (below: number): number => (below <= 1 ? 0 : next() % below);
  return {
    below,
    once: n => below(n) === 0,
    of: list => {
      if (list.length === 0) throw new RangeError('there is nothing to choose from');
      return list[below(list.length)] as (typeof list)[number];
    },
  };
}
