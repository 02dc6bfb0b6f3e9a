import { clientScripts, oneFile } from '../report/html/one-file.js';
import { reportStyle } from '../report/html/style.js';
import { breakable, prose } from '../report/html-text.js';
import { cellCode, codeSpan, escapeMarkdown, proseMarkdown } from '../report/markdown-text.js';
import { stringsIn } from '../report/strings.js';
import { type Template, template } from '../report/templates.js';
import type { Comparison, Comparisons } from './comparison.js';
import { viewComparison } from './view.js';

/** What a comparison can be written as. */
export const COMPARISON_FORMATS = ['html', 'md', 'json'] as const;
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];

const RENDERERS: Readonly<Record<ComparisonFormat, (comparisons: Comparisons) => string>> = {
  html: renderHtml,
  md: ([comparison]) => renderMarkdown(comparison),
  json: ([comparison]) => `${JSON.stringify(comparison, null, 2)}\n`,
};

/** The comparison as the text of a file, in the first language; HTML holds them all. */
export function renderComparison(comparisons: Comparisons, format: ComparisonFormat): string {
  return RENDERERS[format](comparisons);
}

let html: Template | undefined;
let markdown: Template | undefined;

/** One file in the style of the report, whose only script keeps the language and colours that are chosen. */
function renderHtml(comparisons: Comparisons): string {
  html ??= template('comparison.html.hbs', { prose, raw: text => text, breakable }, ['icons', 'switches']);
  const pages = comparisons.map(comparison => {
    const { page: p } = stringsIn(comparison.locale);
    return [comparison.locale, { ...viewComparison(comparison), p }] as const;
  });
  return html(oneFile(pages, [reportStyle()], [clientScripts().get('choices') ?? '']));
}

function renderMarkdown(comparison: Comparison): string {
  markdown ??= template('comparison.md.hbs', {
    md: escapeMarkdown,
    prose: text => proseMarkdown(text),
    code: codeSpan,
    cellCode,
  });
  return `${markdown(viewComparison(comparison))
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
