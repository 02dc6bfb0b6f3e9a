/** Lines that differ only in some of their words: Drain's cluster. */
export interface Template {
  /** `<*>` where they differ. */
  words: readonly string[];
}

export interface TemplateTree<T extends Template> {
  /** The template that a line fits, which it may widen; a new one, made by `make`; undefined when there are too many. */
  place(group: string, words: readonly string[], make: () => T): T | undefined;
  readonly templates: readonly T[];
}

export const ANY = '<*>';
/** Of the words of a line and a template, the part that must be equal. */
const SIMILARITY = 0.5;
/** Lines whose first word and number of words are the same are compared with at most so many templates. */
const MOST_SIBLINGS = 64;

/**
 * Drain (He et al., ICWS 2017): lines are sorted by their number of words and their first word, then go
 * to the template there that they share most words with, if that is half of them; words that differ
 * become `<*>`.
 */
export function templateTree<T extends Template>(most: number): TemplateTree<T> {
  const leaves = new Map<string, T[]>();
  const templates: T[] = [];

  return {
    place(group, words, make) {
      const key = `${group}\n${words.length}\n${words[0] ?? ''}`;
      const siblings = leaves.get(key) ?? [];
      const nearest = nearestOf(siblings, words);
      if (nearest) {
        nearest.words = nearest.words.map((word, i) => (word === words[i] ? word : ANY));
        return nearest;
      }
      if (templates.length >= most || siblings.length >= MOST_SIBLINGS) return undefined;
      const made = make();
      templates.push(made);
      siblings.push(made);
      leaves.set(key, siblings);
      return made;
    },
    templates,
  };
}

function nearestOf<T extends Template>(siblings: readonly T[], words: readonly string[]): T | undefined {
  let nearest: T | undefined;
  let most = Math.max(1, words.length * SIMILARITY) - 1e-9;
  for (const sibling of siblings) {
    let equal = 0;
    for (let i = 0; i < words.length; i++) if (sibling.words[i] === words[i]) equal++;
    if (equal > most) [nearest, most] = [sibling, equal];
  }
  return nearest;
}
