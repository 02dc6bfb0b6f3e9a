/**
 * What could mean something gets a backslash, and no more than that: tickets are read raw, too. Bare
 * addresses, `@names` and `#1` become links even so on some sites: a word joiner, which nobody sees, keeps
 * them apart.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<|~$]|&(?=#?\w+;)/g, '\\$&')
    .replace(/^[>#+=-]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/@(?=\w)/g, '@\u2060')
    .replace(/#(?=\d)/g, '#\u2060')
    .replace(/\b(https?|ftp|mailto|xmpp)(?=:)/gi, '$1\u2060')
    .replace(/\bwww(?=\.)/gi, '$&\u2060');
}

/** A sentence of ours, in which only `code` means something. */
export function proseMarkdown(text: string, span: (code: string) => string = codeSpan): string {
  return text.replace(/`([^`]*)`|[^`]+|`/g, (part, code: string | undefined) =>
    code === undefined ? escapeMarkdown(part) : span(code),
  );
}

/** In a cell of a table a bar ends the cell even in code; elsewhere a backslash before it would be shown. */
export function cellCode(text: string): string {
  return codeSpan(text).replaceAll('|', '\\|');
}

/** Shown as it is. */
export function codeSpan(text: string): string {
  if (text.trim() === '') return '';
  const line = text.replace(/\s+/g, ' ');
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A block whose fence is longer than any run of backticks in it. */
export function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
