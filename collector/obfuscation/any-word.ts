interface Branch {
  readonly next: Map<string, Branch>;
  ends: boolean;
}

/** A pattern for any of the words, the longest that fits. Words that begin alike are compared once, however many there are. */
export function anyWord(words: Iterable<string>): string {
  const root: Branch = { next: new Map(), ends: false };
  for (const word of words) {
    let at = root;
    for (const char of word) {
      const next: Branch = at.next.get(char) ?? { next: new Map(), ends: false };
      at.next.set(char, next);
      at = next;
    }
    at.ends = true;
  }
  return patternOf(root);
}

function patternOf({ next, ends }: Branch): string {
  if (next.size === 0) return '';
  const ways = [...next].map(([char, branch]) => (/[A-Za-z0-9]/.test(char) ? char : `\\${char}`) + patternOf(branch));
  if (!ends && ways.length === 1) return ways.join('');
  return `(?:${ways.join('|')})${ends ? '?' : ''}`;
}
