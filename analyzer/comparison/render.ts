import { createHash } from 'node:crypto';
import { breakable, prose } from '../report/html-text.js';
import { cellCode, codeSpan, escapeMarkdown, proseMarkdown } from '../report/markdown-text.js';
import { readTemplate } from '../report/read-template.js';
import { type Template, template } from '../report/templates.js';
import type { Comparison } from './comparison.js';
import { viewComparison } from './view.js';

/** What a comparison can be written as. */
export const COMPARISON_FORMATS = ['html', 'md', 'json'] as const;
export type ComparisonFormat = (typeof COMPARISON_FORMATS)[number];

const RENDERERS: Readonly<Record<ComparisonFormat, (comparison: Comparison) => string>> = {
  html: renderHtml,
  md: renderMarkdown,
  json: comparison => `${JSON.stringify(comparison, null, 2)}\n`,
};

/** The comparison as the text of a file. */
export function renderComparison(comparison: Comparison, format: ComparisonFormat): string {
  return RENDERERS[format](comparison);
}

let html: Template | undefined;
let markdown: Template | undefined;

/** One file without scripts, in the style of the report. */
function renderHtml(comparison: Comparison): string {
  html ??= template('comparison.html.hbs', { prose, raw: text => text, breakable }, ['icons']);
  const css = readTemplate('report.css');
  const styleHash = createHash('sha256').update(css).digest('base64');
  return html({ ...viewComparison(comparison), css, styleHash });
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
