import { parse } from 'yaml';
import { ParseError, type Source } from '../fact.js';

/** What nodes are configured by is a tenth of it. The library takes seconds and 200 MB for some texts of this size. */
const MAX_LENGTH = 128 * 1024;

/** Where the library has nearly used up the stack, the next regular expression ends the process: no error that one can catch. */
const MAX_DEPTH = 100;
const DEEP_BLOCK = /^[ \t?:-]{200}/m;

/** Whether brackets, or the indicators that open a block, may be nested deeper. Brackets in strings count, too. */
function isDeep(text: string): boolean {
  if (DEEP_BLOCK.test(text)) return true;
  let depth = 0;
  for (const bracket of text.match(/[[\]{}]/g) ?? []) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/**
 * The document as YAML; throws ParseError when it is none, is too long or too deep, or when its aliases unfold without
 * end. Of a key that is there twice the last is taken: to look for such takes time that grows with the square.
 */
export function parseYaml(source: Source): unknown {
  if (source.text.length > MAX_LENGTH)
    throw new ParseError(`YAML of more than ${MAX_LENGTH} characters`, source.lines[0]);
  if (isDeep(source.text)) throw new ParseError(`YAML nested deeper than ${MAX_DEPTH}`, source.lines[0]);
  try {
    return parse(source.text, { logLevel: 'error', maxAliasCount: 100, prettyErrors: false, uniqueKeys: false });
  } catch {
    throw new ParseError('not YAML', source.lines[0]);
  }
}
