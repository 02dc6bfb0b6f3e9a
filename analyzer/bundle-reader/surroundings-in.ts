import type { Bundle } from '../bundle.js';
import type { Source } from '../fact.js';
import type { ScannedLog } from '../scan/line-scanner.js';
import { LINES_AROUND } from '../scan/surroundings.js';

/** Finds the lines around an evidence: those of documents are all there, of logs those that the scanner kept. */
export function surroundingsIn(documents: readonly Source[], logs: readonly ScannedLog[]): Bundle['around'] {
  // A file may hold several of either: what each command of a terminal printed, the journals of several units.
  const sources = byFile(documents, ({ path }) => path);
  const scanned = byFile(logs, ({ summary }) => summary.file);
  return ({ file, line }) => {
    for (const { surroundings } of scanned.get(file) ?? []) {
      const kept = surroundings.get(line);
      if (kept) return kept;
    }
    const own = (sources.get(file) ?? []).find(({ lines: [first], lines }) => {
      return first !== undefined && first.line <= line && line < first.line + lines.length;
    });
    const lines = own?.lines ?? [];
    const i = line - (lines[0]?.line ?? line);
    return {
      before: lines.slice(Math.max(0, i - LINES_AROUND), i).map(({ text }) => text),
      after: lines.slice(i + 1, i + 1 + LINES_AROUND).map(({ text }) => text),
    };
  };
}

function byFile<T>(all: readonly T[], fileOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const those = found.get(fileOf(one));
    if (those) those.push(one);
    else found.set(fileOf(one), [one]);
  }
  return found;
}
