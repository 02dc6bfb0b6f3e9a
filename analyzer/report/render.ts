import { renderHtml } from './html.js';
import { renderMarkdown } from './markdown.js';
import type { Report } from './report.js';

export const FORMATS = ['html', 'md', 'json'] as const;
export type Format = (typeof FORMATS)[number];

const RENDERERS: Readonly<Record<Format, (report: Report) => string>> = {
  html: renderHtml,
  md: renderMarkdown,
  json: report => `${JSON.stringify(report, null, 2)}\n`,
};

/** The report as the text of a file. */
export function render(report: Report, format: Format): string {
  return RENDERERS[format](report);
}
