import type { Evidence, Source } from '../fact.js';
import { cleanLine } from '../scan/line-text.js';

/** A document from its bytes: UTF-8, bytes that are not become U+FFFD. Its lines are made when asked for. */
export function documentOf(path: string, bytes: Buffer): Source {
  const decoded = bytes.toString('utf8');
  const text = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
  let lines: readonly Evidence[] | undefined;
  return {
    path,
    text,
    get lines() {
      lines ??= linesOf(path, text);
      return lines;
    },
  };
}

/** Numbers are those of the entry, as `sed -n 3p` counts. */
function linesOf(file: string, text: string): Evidence[] {
  const parts = text.split('\n');
  if (parts.at(-1) === '') parts.pop();
  return parts.map((line, i) => ({ file, line: i + 1, text: cleanLine(line) }));
}
