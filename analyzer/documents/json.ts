import { type Evidence, ParseError, type Source } from '../fact.js';

/** Of commas, colons and brackets in a text: each may stand for a value, which takes far more memory than its letters. */
const MAX_MARKS = 500_000;
const MARKS = /[,:[{]/g;

/** A text as JSON. Throws when it is none, and for one that would unfold to more than we hold in memory. */
export function boundedJson(text: string): unknown {
  if (text.length > MAX_MARKS && marksIn(text) > MAX_MARKS) throw new RangeError('too many values');
  return JSON.parse(text);
}

function marksIn(text: string): number {
  let count = 0;
  MARKS.lastIndex = 0;
  while (count <= MAX_MARKS && MARKS.test(text)) count++;
  MARKS.lastIndex = 0;
  return count;
}

/** The document as JSON; throws ParseError when it is none: an error message, or a file cut at its cap. */
export function parseJson(source: Source): unknown {
  try {
    return boundedJson(source.text);
  } catch (error) {
    throw new ParseError(error instanceof RangeError ? 'JSON of too many values' : 'not JSON', source.lines[0]);
  }
}

/** What lies under a path of keys; undefined when any step of it is missing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let inner = value;
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    inner = (inner as Record<string, unknown>)[key];
  }
  return inner;
}

/** The string under a path; undefined when it is missing or something else. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** The elements under a path; empty when it is missing or no list. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The first line that holds the text, to show where a value stands; the document's first line when none does. */
export function lineWith(source: Source, text: string): Evidence {
  const line = source.lines.find(candidate => candidate.text.includes(text)) ?? source.lines[0];
  if (!line) throw new ParseError(`${source.path} has no lines`);
  return line;
}
