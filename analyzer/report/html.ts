import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { pageOf } from './html/page.js';
import { pageStyle } from './html/page-style.js';
import { breakable, prose } from './html-text.js';
import { packageRoot } from './package-root.js';
import { readTemplate } from './read-template.js';
import type { Reports } from './report.js';
import { type Template, template } from './templates.js';
import { inAllLanguages } from './words.js';

const PARTIALS = [
  'icons',
  'header',
  'overview',
  'evidence',
  'step',
  'timeline',
  'event-rows',
  'lanes',
  'filters',
  'guide',
  'finding',
  'measures',
  'unexplained',
  'coverage',
  'gaps',
];
/** Compiled from client/, each a script of its own. */
const SCRIPTS = new URL('dist/analyzer/report/html/client/', packageRoot);

let compiled: Template | undefined;

/**
 * One file that needs nothing else, in all languages of the reports: shown in the first, until its reader
 * chooses another. It may fetch nothing, and runs only its own scripts: by their hashes.
 */
export function renderHtml(reports: Reports): string {
  compiled ??= template('report.html.hbs', { prose, verbatim: escapeText, raw: text => text, breakable }, PARTIALS);
  const [{ locale, node }] = reports;
  const pages = reports.map(report => [report.locale, pageOf(report)] as const);
  const page = inAllLanguages(pages) as object;
  const styles = [readTemplate('report.css'), pageStyle(node)];
  const scripts = clientScripts();
  return compiled({
    ...page,
    locale,
    pageTitle: pages[0]?.[1].title,
    languages: pages.map(([locale, { title }], i) => ({
      locale,
      name: new Intl.DisplayNames(locale, { type: 'language' }).of(locale.split('-')[0] ?? ''),
      title,
      chosen: i === 0,
    })),
    styles,
    scripts,
    styleHashes: hashes(styles),
    scriptHashes: hashes(scripts),
  });
}

let client: readonly string[] | undefined;

function clientScripts(): readonly string[] {
  client ??= readdirSync(SCRIPTS)
    .filter(file => file.endsWith('.js'))
    .sort()
    .map(file => readFileSync(new URL(file, SCRIPTS), 'utf8'));
  return client;
}

function hashes(sources: readonly string[]): string {
  return sources.map(source => `'sha256-${createHash('sha256').update(source).digest('base64')}'`).join(' ');
}

/** Text between tags, where quotes are only quotes: evidence is full of them. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
