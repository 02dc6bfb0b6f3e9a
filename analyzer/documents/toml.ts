import { parse } from 'smol-toml';
import { ParseError, type Source } from '../fact.js';

/** What nodes are configured by is a hundredth of it. */
const MAX_LENGTH = 256 * 1024;

/** The document as TOML; throws ParseError, at the line that is wrong, when it is none, or when it is too long. */
export function parseToml(source: Source): unknown {
  if (source.text.length > MAX_LENGTH)
    throw new ParseError(`TOML of more than ${MAX_LENGTH} characters`, source.lines[0]);
  try {
    return parse(source.text, { integersAsBigInt: 'asNeeded' });
  } catch (error) {
    const line = typeof error === 'object' && error !== null && 'line' in error ? Number(error.line) : 1;
    throw new ParseError('not TOML', source.lines[line - 1] ?? source.lines[0]);
  }
}
