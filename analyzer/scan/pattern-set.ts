import type { Spec, SpecId } from '../../bundle/spec.js';
import type { LogNeed } from '../fact.js';
import { engineTables } from './engine/engine-tables.js';
import { rarestWindows, WINDOW_BYTES } from './rare-window.js';

/** One thing to look for in a line. Without a need it is ours: the lines that journald threw away. */
export interface Pattern {
  readonly need: LogNeed | undefined;
  readonly regex: RegExp;
}

/** What one log is searched for, as the engine wants it. */
export interface LogPatterns {
  readonly needs: readonly LogNeed[];
  /** The beginning of the engine's tables. */
  readonly tables: Buffer;
  /** Where in the tables the anchors begin. */
  readonly anchorsAt: number;
  /** No gram could be a part of a date: dates need not be searched. */
  readonly noDates: boolean;
  /** By the number of an anchor, the patterns whose lines hold it. */
  readonly anchors: readonly (readonly Pattern[])[];
}

/** Gives the tables for a log of these specs. A need is searched only in the logs that it names. */
export type PatternSet = (specs: readonly Spec[]) => LogPatterns;

export const SUPPRESSED: Pattern = { need: undefined, regex: /Suppressed (\d{1,12}) messages/ };
const SUPPRESSED_ANCHOR = 'Suppressed ';

/**
 * Prepares the search. Throws for a need that no scanner could serve, which is a defect of the check:
 * an anchor of fewer than seven bytes or with a line end in it, a pattern with state.
 */
export function compilePatterns(needs: readonly LogNeed[]): PatternSet {
  const all = [...new Set(needs)];
  for (const need of all) refuseUnfit(need);
  const windows = rarestWindows([SUPPRESSED_ANCHOR, ...all.flatMap(({ anchors }) => anchors)]);
  const compiled = new Map<string, LogPatterns>();
  return specs => {
    const ids = new Set<SpecId>(specs.map(({ id }) => id));
    const key = [...ids].join(' ');
    let tables = compiled.get(key);
    if (!tables) {
      tables = tablesOf(
        all.filter(need => need.in.logs.some(({ id }) => ids.has(id))),
        windows,
      );
      compiled.set(key, tables);
    }
    return tables;
  };
}

function tablesOf(needs: readonly LogNeed[], windows: ReadonlyMap<string, number>): LogPatterns {
  const byAnchor = new Map<string, Pattern[]>([[SUPPRESSED_ANCHOR, [SUPPRESSED]]]);
  for (const need of needs) {
    const pattern: Pattern = { need, regex: need.pattern };
    for (const anchor of new Set(need.anchors)) {
      const sharing = byAnchor.get(anchor);
      if (sharing) sharing.push(pattern);
      else byAnchor.set(anchor, [pattern]);
    }
  }

  return { needs, ...engineTables([...byAnchor.keys()], windows), anchors: [...byAnchor.values()] };
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
