import Handlebars from 'handlebars';
import type { Locale } from '../check.js';

/**
 * One text in several languages, which a template of HTML places like any other. The page shows the
 * language that its reader chose. Not for attributes: it becomes elements.
 */
export class Words {
  readonly texts: readonly (readonly [Locale, string])[];

  constructor(texts: readonly (readonly [Locale, string])[]) {
    this.texts = texts;
  }

  /** As HTML, by a function that makes HTML of the text of one language. */
  write(html: (text: string) => string): string {
    return this.texts
      .filter(([, text]) => text !== '')
      .map(([locale, text]) => `<span lang="${locale}">${html(text)}</span>`)
      .join('');
  }

  /** What Handlebars asks a value for instead of escaping it. */
  toHTML(): string {
    return this.write(text => Handlebars.escapeExpression(text));
  }
}

type View = unknown;

/**
 * Views of one report in several languages as one: what is the same in all stays as it is, once; texts
 * that differ become `Words`. What only one language has is shown in that language alone.
 */
export function inAllLanguages(views: readonly (readonly [Locale, View])[]): View {
  const [, first] = views[0] ?? [];
  if (views.every(([, view]) => view === first)) return first;
  const like = views.find(([, view]) => view !== undefined)?.[1];
  if (typeof like === 'string') return new Words(views.map(([locale, view]) => [locale, String(view ?? '')]));
  if (Array.isArray(like)) {
    const length = Math.max(...views.map(([, view]) => (Array.isArray(view) ? view.length : 0)));
    return Array.from({ length }, (_, i) => inAllLanguages(views.map(([locale, view]) => [locale, at(view, i)])));
  }
  if (typeof like === 'object' && like !== null) {
    const keys = new Set(views.flatMap(([, view]) => Object.keys(view ?? {})));
    return Object.fromEntries(
      [...keys].map(key => [key, inAllLanguages(views.map(([locale, view]) => [locale, at(view, key)]))]),
    );
  }
  return like;
}

function at(view: View, key: string | number): View {
  return (view as Readonly<Record<string | number, View>> | undefined)?.[key];
}
