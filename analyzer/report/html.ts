import { clientScripts, oneFile } from './html/one-file.js';
import { pageOf } from './html/page.js';
import { pageStyle } from './html/page-style.js';
import { reportStyle } from './html/style.js';
import { breakable, prose } from './html-text.js';
import type { Reports } from './report.js';
import { type Template, template } from './templates.js';

const PARTIALS = [
  'icons',
  'header',
  'switches',
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

let compiled: Template | undefined;

/**
 * One file that needs nothing else, in all languages of the reports: shown in the first, until its reader
 * chooses another. It may fetch nothing, and runs only its own scripts: by their hashes.
 */
export function renderHtml(reports: Reports): string {
  compiled ??= template('report.html.hbs', { prose, verbatim: escapeText, raw: text => text, breakable }, PARTIALS);
  const [{ node }] = reports;
  const pages = reports.map(report => [report.locale, pageOf(report)] as const);
  return compiled(oneFile(pages, [reportStyle(), pageStyle(node)], [...clientScripts().values()]));
}

/** Text between tags, where quotes are only quotes: evidence is full of them. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
