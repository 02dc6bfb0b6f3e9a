/** Characters that take two columns of a terminal: Chinese, Japanese, Korean, their full-width signs, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const COMBINING = /\p{Mark}/u;
/** Signs that may not begin a line in Chinese. */
const CLOSING = /[，。；：、！？）】》”’,.;:!?)\]]/;

/** Columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** Cut to a number of columns; an ellipsis says that something is gone. */
export function clip(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Lines of at most so many columns, broken at spaces and between Chinese characters; a longer word is cut apart. */
export function wrap(text: string, width: number): string[] {
  const columns = Math.max(width, 20);
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text, columns)) {
    if (line !== '' && textWidth(line) + textWidth(piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** What must not be broken apart: words with the space behind them, single wide characters with their stops. */
function pieces(text: string, columns: number): string[] {
  const found: string[] = [];
  let word = '';
  for (const character of text) {
    const wide = WIDE.test(character) && !CLOSING.test(character);
    if (wide || textWidth(word) + widthOf(character) > columns) {
      if (word !== '') found.push(word);
      word = '';
    }
    word += character;
    if (character === ' ') {
      found.push(word);
      word = '';
    }
  }
  if (word !== '') found.push(word);
  return found;
}

function widthOf(character: string): number {
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
