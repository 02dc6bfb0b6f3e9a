/** One word for sh, whatever is in it. */
export function quote(word: string): string {
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A text as a format for printf of sh: for what holds bytes that a script should not. */
export function printfFormat(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
    .replace(/[^\n\x20-\x7e]/g, char => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
  return quote(escaped);
}

/** A pattern of JavaScript as one for `grep -E`, which sees a line at a time. Throws for what that cannot say. */
export function grepPattern(regex: RegExp): string {
  const source = regex.source.replaceAll('[\\s\\S]', '.').replaceAll('\\/', '/');
  if (/\\[a-zA-Z0-9]|\(\?|[*+?}]\?/.test(source)) throw new Error(`grep -E does not know all of ${regex}`);
  return quote(source);
}
