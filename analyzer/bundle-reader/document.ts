import type { Evidence, Source } from '../fact.js';
import { cleanLine } from '../scan/line-text.js';
import { MAX_LINE_BYTES } from '../scan/log-block.js';

/**
 * A document from its bytes. Its lines are made when asked for; `lineBytes`: so much of each is kept. `linesBefore`: of
 * the file that it is a part of.
 */
export function documentOf(path: string, bytes: Buffer, lineBytes = MAX_LINE_BYTES, linesBefore = 0): Source {
  const decoded = decode(bytes);
  const text = decoded.startsWith('\ufeff') ? decoded.slice(1) : decoded;
  let lines: readonly Evidence[] | undefined;
  return {
    path,
    text,
    get lines() {
      lines ??= linesOf(path, text, lineBytes, linesBefore);
      return lines;
    },
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Made when one is met: it takes a while. */
let gbk: TextDecoder | undefined;

/** Characters that nobody prints: a sign that the bytes are no GBK. */
const PRIVATE_USE = /[\ue000-\uf8ff]/;

/** UTF-8; else GBK, as nodes with a Chinese locale print it; else UTF-8 with U+FFFD for what is not. */
export function decode(bytes: Buffer): string {
  const chinese = () => {
    gbk ??= new TextDecoder('gbk', { fatal: true });
    const text = attempt(gbk, bytes);
    return text !== undefined && !PRIVATE_USE.test(text) ? text : undefined;
  };
  return attempt(utf8, bytes) ?? chinese() ?? bytes.toString('utf8');
}

function attempt(decoder: TextDecoder, bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Numbers are those of the entry, as `sed -n 3p` counts. Lines are cut where those of logs are: parsers run patterns on them. */
function linesOf(file: string, text: string, lineBytes: number, linesBefore: number): Evidence[] {
  const parts = text.split('\n');
  if (parts.at(-1) === '') parts.pop();
  return parts.map((line, i) => ({ file, line: linesBefore + i + 1, text: cleanLine(line.slice(0, lineBytes)) }));
}
