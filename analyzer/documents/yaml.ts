import { parse } from 'yaml';
import { ParseError, type Source } from '../fact.js';

/** What nodes are configured by is a tenth of it. The library takes seconds and 200 MB for some texts of this size. */
const MAX_LENGTH = 128 * 1024;

/**
 * The document as YAML; throws ParseError when it is none, is too long, or when its aliases unfold without
 * end. Of a key that is there twice the last is taken: to look for such takes time that grows with the square.
 */
export function parseYaml(source: Source): unknown {
  if (source.text.length > MAX_LENGTH)
    throw new ParseError(`YAML of more than ${MAX_LENGTH} characters`, source.lines[0]);
  try {
    return parse(source.text, { logLevel: 'error', maxAliasCount: 100, prettyErrors: false, uniqueKeys: false });
  } catch {
    throw new ParseError('not YAML', source.lines[0]);
  }
}
