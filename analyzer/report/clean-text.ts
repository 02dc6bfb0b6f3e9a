/** Colours and other styling that programs write into their logs: no content. */
const STYLING = /\x1b\[[0-9;]*m/g;
/** Controls but the tab, and what turns or hides text: direction marks, zero-width and tag characters. */
const HIDDEN =
  /[\0-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
const BROKEN = /\p{Surrogate}/gu;

/**
 * Text from the node made safe to look at: what a terminal would obey and what an eye cannot see is
 * written out (`␛`, `\u{202e}`), so that the text means what it looks like. Doing it twice changes nothing.
 */
export function cleanText(text: string, maxLength = Number.POSITIVE_INFINITY): string {
  // Far more than is kept is not worth cleaning, and one visible character can come of one hidden.
  const clean = cut(text, maxLength * 8)
    .replace(STYLING, '')
    .replace(BROKEN, '\ufffd')
    .replace(HIDDEN, visible);
  return cut(clean, maxLength);
}

/** The same on one line, without runs of spaces: for sentences and names. */
export function cleanLine(text: string, maxLength = Number.POSITIVE_INFINITY): string {
  return cut(cleanText(text.slice(0, 100_000).replace(/\s+/g, ' ').trim()), maxLength);
}

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `\\u{${code.toString(16)}}`;
}

/** Never through the middle of a character; an ellipsis says that something is gone. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
