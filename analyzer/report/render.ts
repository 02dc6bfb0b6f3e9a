import { renderHtml } from './html.js';
import { renderMarkdown } from './markdown.js';
import type { Reports } from './report.js';

export const FORMATS = ['html', 'md', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** A list of numbers alone, as the minutes of the timeline are. No text of the report has a line end in it. */
const NUMBERS = /\[\n\s+-?[\d.]+(?:,\n\s+-?[\d.]+)*\n\s+\]/g;

const RENDERERS: Readonly<Record<Format, (reports: Reports) => string>> = {
  html: renderHtml,
  md: ([report]) => renderMarkdown(report),
  json: ([report]) => `${JSON.stringify(report, null, 2).replace(NUMBERS, inOneLine)}\n`,
};

/** The report as the text of a file, in the first language; HTML holds them all. */
export function render(reports: Reports, format: Format): string {
  return RENDERERS[format](reports);
}

function inOneLine(list: string): string {
  return list.replace(/\n\s+/g, ' ').replace('[ ', '[').replace(' ]', ']');
}
