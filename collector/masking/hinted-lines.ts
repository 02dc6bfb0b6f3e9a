/** Those lines of a text that may hold what is looked for, and a way to put others in their place. */
export interface HintedLines {
  readonly text: string;
  /** The whole text with `lines` in place of them, as many, each with the end that it had. */
  with(lines: string): string;
}

/**
 * Finds lines that hold one of the words, in any case; the words are given in small letters and have two characters
 * or more. `and`: what holds in front of a place in a line, too. One look at each character: far quicker than a
 * pattern over every line.
 */
export function createLineFinder(
  words: readonly string[],
  and: { readonly after: string; readonly holds: (text: string, at: number) => boolean },
): (text: string) => HintedLines {
  const begins: (string[] | undefined)[] = new Array(0x1_00_00);
  for (const word of words) {
    const pair = pairOf(word.charCodeAt(0), word.charCodeAt(1));
    begins[pair] = [...(begins[pair] ?? []), word];
  }
  const special = and.after.charCodeAt(0);

  return text => {
    const lowered = text.toLowerCase();
    const ranges: [number, number][] = [];
    let before = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const mayBe = begins[pairOf(before, code)];
      const isSpecial = before === special && and.holds(text, i);
      before = code;
      if (!isSpecial && !(mayBe && isOneOf(mayBe, lowered, i - 1))) continue;
      const end = endOfLine(text, i);
      ranges.push([text.lastIndexOf('\n', i - 1) + 1, end]);
      i = end - 1;
      before = 0;
    }
    return hintedLines(text, ranges);
  };
}

function isOneOf(words: readonly string[], text: string, at: number): boolean {
  for (const word of words) if (text.startsWith(word, at)) return true;
  return false;
}

/** The bit that tells a small letter from a capital one is set in both. */
function pairOf(first: number, second: number): number {
  return (((first & 0xff) | 0x20) << 8) | (second & 0xff) | 0x20;
}

function hintedLines(text: string, ranges: readonly (readonly [number, number])[]): HintedLines {
  const hinted = ranges.map(([begin, end]) => text.slice(begin, end)).join('');
  return {
    text: hinted,
    with(lines) {
      if (lines === hinted) return text;
      const pieces: string[] = [];
      let [from, taken] = [0, 0];
      for (const [begin, end] of ranges) {
        const next = endOfLine(lines, taken);
        pieces.push(text.slice(from, begin), lines.slice(taken, next));
        [from, taken] = [end, next];
      }
      return [...pieces, text.slice(from)].join('');
    },
  };
}

/** Behind the end of the line that goes on at `at`. */
function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}
