import type { Source } from '../fact.js';

/** What the first reading of a foreign bundle leaves: every name, and the texts of the few files that tell whose it is. */
export interface Survey {
  readonly entries: readonly SurveyedEntry[];
  /** By name. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface SurveyedEntry {
  readonly name: string;
  readonly bytes: number;
  /** When the file was written, milliseconds since 1970 UTC, by the node's clock; 0 when the archive does not tell. */
  readonly modifiedAt: number;
}

/** A text of the survey as a document. */
export function textSource(path: string, text: string): Source {
  return { path, text, lines: text.split('\n').map((line, i) => ({ file: path, line: i + 1, text: line })) };
}
