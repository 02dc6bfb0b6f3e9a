import { parse } from 'smol-toml';
import { ParseError, type Source } from '../fact.js';

/** The document as TOML; throws ParseError, at the line that is wrong, when it is none. */
export function parseToml(source: Source): unknown {
  try {
    return parse(source.text, { integersAsBigInt: 'asNeeded' });
  } catch (error) {
    const line = typeof error === 'object' && error !== null && 'line' in error ? Number(error.line) : 1;
    throw new ParseError('not TOML', source.lines[line - 1] ?? source.lines[0]);
  }
}
