import { parse } from 'yaml';
import { ParseError, type Source } from '../fact.js';

/** The document as YAML; throws ParseError when it is none, or when its aliases unfold without end. */
export function parseYaml(source: Source): unknown {
  try {
    return parse(source.text, { logLevel: 'error', maxAliasCount: 100 });
  } catch {
    throw new ParseError('not YAML', source.lines[0]);
  }
}
