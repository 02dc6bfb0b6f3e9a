import { matchesPattern } from '../../bundle/entry-path.js';

export const NODE = '{node}';

/** Finds the patterns that a path matches without trying each: most have no star, and a path as many segments as its pattern. */
export interface PathIndex<T> {
  /** `node`: what stands for `{node}` in the pattern. */
  find(path: string): readonly { readonly value: T; readonly node?: string }[];
}

interface Pattern<T> {
  readonly pattern: string;
  readonly value: T;
}

export function pathIndex<T>(patterns: readonly Pattern<T>[]): PathIndex<T> {
  const exact = new Map<string, T[]>();
  const bySegments = new Map<number, Pattern<T>[]>();
  for (const { pattern, value } of patterns) {
    if (/[*{]/.test(pattern)) add(bySegments, segments(pattern), { pattern, value });
    else add(exact, pattern, value);
  }
  return {
    find(path) {
      const globbed = (bySegments.get(segments(path)) ?? []).flatMap(({ pattern, value }) => {
        if (!matchesPattern(pattern.replace(NODE, '*'), path)) return [];
        const node = nodeIn(pattern, path);
        return [node === undefined ? { value } : { value, node }];
      });
      return [...(exact.get(path) ?? []).map(value => ({ value })), ...globbed];
    },
  };
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function segments(path: string): number {
  return path.split('/').length;
}

/** The part of the path that `{node}` stands for: the pattern has it once, in a segment without a star before it. */
function nodeIn(pattern: string, path: string): string | undefined {
  const at = pattern.split('/').findIndex(segment => segment.includes(NODE));
  if (at < 0) return undefined;
  const [before = '', after = ''] = (pattern.split('/')[at] ?? '').split(NODE);
  const segment = path.split('/')[at] ?? '';
  return segment.slice(before.length, segment.length - after.length);
}
