import { clientScripts, oneFile } from '../report/html/one-file.js';
import { reportStyle } from '../report/html/style.js';
import { breakable, prose } from '../report/html-text.js';
import { cellCode, codeSpan, escapeMarkdown, proseMarkdown } from '../report/markdown-text.js';
import { type Template, template } from '../report/templates.js';
import type { Cluster, ClusterFormat, Clusters } from './cluster.js';
import { viewCluster } from './view.js';

const RENDERERS: Readonly<Record<ClusterFormat, (clusters: Clusters) => string>> = {
  html: renderHtml,
  md: ([cluster]) => renderMarkdown(cluster),
  json: ([cluster]) => `${JSON.stringify(cluster, null, 2)}\n`,
};

/** The cluster as the text of a file, in the first language; HTML holds them all. */
export function renderClusterFile(clusters: Clusters, format: ClusterFormat): string {
  return RENDERERS[format](clusters);
}

let html: Template | undefined;
let markdown: Template | undefined;

/** One file in the style of the report, whose only script keeps the language and colours that are chosen. */
function renderHtml(clusters: Clusters): string {
  html ??= template('cluster.html.hbs', { prose, raw: text => text, breakable }, ['icons', 'switches']);
  const pages = clusters.map(cluster => [cluster.locale, viewCluster(cluster)] as const);
  return html(oneFile(pages, [reportStyle()], [clientScripts().get('choices') ?? '']));
}

function renderMarkdown(cluster: Cluster): string {
  markdown ??= template('cluster.md.hbs', {
    md: escapeMarkdown,
    prose: text => proseMarkdown(text),
    cellProse: text => proseMarkdown(text, cellCode),
    code: codeSpan,
    cellCode,
  });
  return `${markdown(viewCluster(cluster))
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
