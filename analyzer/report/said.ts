import { readFileSync } from 'node:fs';
import type { Locale } from '../check.js';
import { TEMPLATES } from './strings.js';

/** Of a sentence in a sentence; nothing that we say goes deeper. */
const DEEPEST = 3;

/** English sentences of ours, with holes, `there is no {a} on this node`, as patterns; and how another language says them. */
interface Said {
  readonly whole: ReadonlyMap<string, string>;
  readonly withHoles: readonly { readonly pattern: RegExp; readonly words: string }[];
}

/**
 * What the collector or a parser of ours said, in English as everything in a bundle, in the language of a report.
 * What a program of the node said stays as it is, and so does what stands in front: `commands/disk/df.txt:3: `.
 */
export function saidIn(locale: Locale, text: string): string {
  if (locale === 'en') return text;
  const said = saidOf(locale);
  const [, place = '', rest = ''] = /^([^ :]+:(?:\d+:)? )(.+)$/s.exec(text) ?? [];
  const words = translated(text, said, 1);
  if (words !== text || rest === '') return words;
  return `${place}${translated(rest, said, 1)}`;
}

function translated(text: string, said: Said, depth: number): string {
  const whole = said.whole.get(text);
  if (whole !== undefined || depth > DEEPEST) return whole ?? text;
  for (const { pattern, words } of said.withHoles) {
    const holes = pattern.exec(text)?.groups;
    if (holes) return words.replace(/\{(\w+)\}/g, (_, hole: string) => translated(holes[hole] ?? '', said, depth + 1));
  }
  return text;
}

const known = new Map<Locale, Said>();

function saidOf(locale: Locale): Said {
  const before = known.get(locale);
  if (before) return before;
  const file = readFileSync(new URL(`strings/said.${locale}.json`, TEMPLATES), 'utf8');
  const all = Object.entries(JSON.parse(file) as Readonly<Record<string, string>>);
  const said = {
    whole: new Map(all.filter(([english]) => !english.includes('{'))),
    withHoles: all
      .filter(([english]) => english.includes('{'))
      .map(([english, words]) => ({ pattern: patternOf(english), words })),
  };
  known.set(locale, said);
  return said;
}

/** Texts of bundles are cut to some hundred characters, and there are two holes at most. */
function patternOf(english: string): RegExp {
  const parts = english.split(/\{(\w+)\}/);
  const source = parts.map((part, i) =>
    i % 2 === 1 ? `(?<${part}>.+?)` : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`, 's');
}
