const TOKEN =
  /[ \t\r\n]*(?:(?<mark>[{}[\],:])|(?<string>"(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")|(?<value>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

/** Go refuses what is nested deeper (encoding/json, since 1.15), and so does dockerd. */
const MAX_DEPTH = 10_000;

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

/**
 * Where a text stops being JSON (RFC 8259): the offset of the token that cannot stand there, the length of the
 * text when it ends too early, undefined when it is JSON. JSON.parse says the same in words that change with the
 * version of Node.js, and not always with the place.
 */
export function jsonErrorOffset(text: string): number | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  const closed = (): Expected => (open.length > 0 ? 'comma or end' : 'nothing');

  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) break;
    const { mark, string } = match.groups ?? {};
    const next = step(expected, mark ?? (string === undefined ? 'value' : 'string'), open, closed);
    if (next === undefined) return match.index + match[0].length - match[0].trimStart().length;
    expected = next;
    at = TOKEN.lastIndex;
  }
  const rest = text.slice(at);
  const trimmed = rest.trimStart();
  if (trimmed === '' && expected === 'nothing') return undefined;
  return at + (rest.length - trimmed.length);
}

/** What may follow the token; undefined when the token may not stand here. */
function step(expected: Expected, token: string, open: ('{' | '[')[], closed: () => Expected): Expected | undefined {
  if (expected === 'colon') return token === ':' ? 'value' : undefined;
  if (expected === 'comma or end' && token === ',') return open.at(-1) === '{' ? 'key' : 'value';
  if (token === '}' || token === ']') {
    const matching = token === '}' ? '{' : '[';
    const may = expected === 'comma or end' || expected === (token === '}' ? 'key or end' : 'value or end');
    if (!may || open.pop() !== matching) return undefined;
    return closed();
  }
  if (expected === 'key' || expected === 'key or end') return token === 'string' ? 'colon' : undefined;
  if (expected !== 'value' && expected !== 'value or end') return undefined;
  if (token === '{' || token === '[') {
    if (open.length >= MAX_DEPTH) return undefined;
    open.push(token);
    return token === '{' ? 'key or end' : 'value or end';
  }
  return token === 'string' || token === 'value' ? closed() : undefined;
}
