import type { Spec, SpecId } from '../../bundle/spec.js';
import type { LogNeed } from '../fact.js';
import { rarestWindow, WINDOW_BYTES } from './rare-window.js';

/** One thing to look for in a line. Without a need it is ours: the lines that journald threw away. */
export interface Pattern {
  readonly need: LogNeed | undefined;
  readonly regex: RegExp;
}

/** An anchor, with the patterns whose lines may hold it. */
export interface Anchor {
  readonly bytes: Buffer;
  readonly patterns: readonly Pattern[];
}

/** Four bytes of an anchor, as one number. */
export interface Gram {
  readonly word: number;
  /** Where in the anchor they are. */
  readonly offset: number;
  readonly anchor: Anchor;
}

/** What one log is searched for, as tables for the scanner. */
export interface LogPatterns {
  readonly needs: readonly LogNeed[];
  /** One bit for each hash of a gram: 16 KiB, so that it stays in the fastest cache. */
  readonly filter: Int32Array;
  readonly grams: ReadonlyMap<number, readonly Gram[]>;
}

/** Gives the tables for a log of these specs. A need is searched only in the logs that it names. */
export type PatternSet = (specs: readonly Spec[]) => LogPatterns;

const HASH_BITS = 17;
/** A gram is in the filter and in `grams` under `Math.imul(word, HASH_FACTOR) >>> HASH_SHIFT`. */
export const HASH_FACTOR = 0x9e3779b1 | 0;
export const HASH_SHIFT = 32 - HASH_BITS;

export const SUPPRESSED: Pattern = { need: undefined, regex: /Suppressed (\d{1,12}) messages/ };
const SUPPRESSED_ANCHOR = 'Suppressed ';

/**
 * Prepares the search. Throws for a need that no scanner could serve, which is a defect of the check:
 * an anchor of fewer than seven bytes or with a line end in it, a pattern with state.
 */
export function compilePatterns(needs: readonly LogNeed[]): PatternSet {
  const all = [...new Set(needs)];
  for (const need of all) refuseUnfit(need);
  const compiled = new Map<string, LogPatterns>();
  return specs => {
    const ids = new Set<SpecId>(specs.map(({ id }) => id));
    const key = [...ids].join(' ');
    let tables = compiled.get(key);
    if (!tables) {
      tables = tablesOf(all.filter(need => need.in.logs.some(({ id }) => ids.has(id))));
      compiled.set(key, tables);
    }
    return tables;
  };
}

function tablesOf(needs: readonly LogNeed[]): LogPatterns {
  const byAnchor = new Map<string, Pattern[]>([[SUPPRESSED_ANCHOR, [SUPPRESSED]]]);
  for (const need of needs) {
    const pattern: Pattern = { need, regex: need.pattern };
    for (const anchor of new Set(need.anchors)) {
      const sharing = byAnchor.get(anchor);
      if (sharing) sharing.push(pattern);
      else byAnchor.set(anchor, [pattern]);
    }
  }

  const filter = new Int32Array(1 << (HASH_BITS - 5));
  const grams = new Map<number, Gram[]>();
  for (const [text, patterns] of byAnchor) {
    const anchor: Anchor = { bytes: Buffer.from(text), patterns };
    const window = rarestWindow(anchor.bytes);
    for (let offset = window; offset < window + WINDOW_BYTES - 3; offset++) {
      const word = wordAt(anchor.bytes, offset);
      const hash = Math.imul(word, HASH_FACTOR) >>> HASH_SHIFT;
      filter[hash >>> 5] = (filter[hash >>> 5] as number) | (1 << (hash & 31));
      const sharing = grams.get(hash);
      if (sharing) sharing.push({ word, offset, anchor });
      else grams.set(hash, [{ word, offset, anchor }]);
    }
  }
  return { needs, filter, grams };
}

/** In the byte order of this machine, as the scanner reads them. */
function wordAt(bytes: Buffer, at: number): number {
  return new Int32Array(Uint8Array.from(bytes.subarray(at, at + 4)).buffer)[0] as number;
}

function refuseUnfit({ in: source, pattern, anchors }: LogNeed): void {
  const what = `${pattern} in ${source.name}`;
  if (pattern.global || pattern.sticky) throw new TypeError(`${what}: no g or y flag, please`);
  if (anchors.length === 0) throw new TypeError(`${what}: has no anchor`);
  for (const anchor of anchors) {
    if (Buffer.byteLength(anchor) < WINDOW_BYTES) {
      throw new TypeError(`${what}: anchor '${anchor}' is shorter than ${WINDOW_BYTES} bytes`);
    }
    if (anchor.includes('\n')) throw new TypeError(`${what}: anchor '${anchor}' has a line end in it`);
  }
}
