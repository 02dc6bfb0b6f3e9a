import type { Format } from './formats.js';
import { renderHtml } from './html.js';
import { renderJunit } from './junit.js';
import { renderMarkdown } from './markdown.js';
import type { Reports } from './report.js';
import { renderSarif } from './sarif.js';

/** A list of numbers alone, as the minutes of the timeline are. No text of the report has a line end in it. */
const NUMBERS = /\[\n\s+-?[\d.]+(?:,\n\s+-?[\d.]+)*\n\s+\]/g;

const RENDERERS: Readonly<Record<Format, (reports: Reports) => string>> = {
  html: renderHtml,
  md: ([report]) => renderMarkdown(report),
  json: ([report]) => `${JSON.stringify(report, null, 2).replace(NUMBERS, inOneLine)}\n`,
  sarif: ([report]) => renderSarif(report),
  junit: ([report]) => renderJunit(report),
};

/** The report as the text of a file, in the first language; HTML holds them all. */
export function render(reports: Reports, format: Format): string {
  return RENDERERS[format](reports);
}

function inOneLine(list: string): string {
  return list.replace(/\n\s+/g, ' ').replace('[ ', '[').replace(' ]', ']');
}
