import type { Bundle } from '../bundle.js';
import type { Source } from '../fact.js';
import type { ScannedLog } from '../scan/line-scanner.js';
import { LINES_AROUND } from '../scan/surroundings.js';

/** Finds the lines around an evidence: those of documents are all there, of logs those that the scanner kept. */
export function surroundingsIn(documents: readonly Source[], logs: readonly ScannedLog[]): Bundle['around'] {
  const sources = new Map(documents.map(source => [source.path, source]));
  const scanned = new Map(logs.map(({ summary, surroundings }) => [summary.file, surroundings]));
  return ({ file, line }) => {
    const kept = scanned.get(file)?.get(line);
    if (kept) return kept;
    const lines = sources.get(file)?.lines ?? [];
    return {
      before: lines.slice(Math.max(0, line - 1 - LINES_AROUND), line - 1).map(({ text }) => text),
      after: lines.slice(line, line + LINES_AROUND).map(({ text }) => text),
    };
  };
}
