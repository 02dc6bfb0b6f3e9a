import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Locale } from '../../check.js';
import { packageRoot } from '../package-root.js';
import { inAllLanguages } from '../words.js';

/** As their speakers call them. */
const LANGUAGES: Readonly<Record<Locale, string>> = { en: 'English', 'zh-CN': '中文' };
/** Compiled from client/, each a script of its own. */
const SCRIPTS = new URL('dist/analyzer/report/html/client/', packageRoot);

/** What its templates place around a page, beside what the page says. */
export interface OneFile {
  readonly locale: Locale;
  readonly pageTitle: string;
  readonly languages: readonly {
    readonly locale: Locale;
    readonly name: string;
    readonly title: string;
    readonly chosen: boolean;
  }[];
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** For the policy of the page: nothing else is in force. */
  readonly styleHashes: string;
  readonly scriptHashes: string;
}

/** One page in several languages as one file, which opens in the first of them. */
export function oneFile(
  pages: readonly (readonly [Locale, { readonly title: string }])[],
  styles: readonly string[],
  scripts: readonly string[],
): OneFile {
  const [locale, { title }] = pages[0] ?? ['en', { title: '' }];
  return {
    ...(inAllLanguages(pages) as object),
    locale,
    pageTitle: title,
    languages: pages.map(([locale, { title }], i) => ({
      locale,
      name: LANGUAGES[locale],
      title,
      chosen: i === 0,
    })),
    styles,
    scripts,
    styleHashes: hashes(styles),
    scriptHashes: hashes(scripts),
  };
}

let client: ReadonlyMap<string, string> | undefined;

/** The scripts of the page by their names, `filters`. */
export function clientScripts(): ReadonlyMap<string, string> {
  client ??= new Map(
    readdirSync(SCRIPTS)
      .filter(file => file.endsWith('.js'))
      .sort()
      .map(file => [file.slice(0, -'.js'.length), readFileSync(new URL(file, SCRIPTS), 'utf8')]),
  );
  return client;
}

function hashes(sources: readonly string[]): string {
  return sources.map(source => `'sha256-${createHash('sha256').update(source).digest('base64')}'`).join(' ');
}
