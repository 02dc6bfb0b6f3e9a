import { createHash } from 'node:crypto';
import type { Locale } from '../check.js';
import type { Cluster } from '../cluster/cluster.js';
import { clusterVerdict } from '../cluster/view.js';
import { cleanLine } from './clean-text.js';
import { reportStyle } from './html/style.js';
import { breakable, prose } from './html-text.js';
import { cellCode, escapeMarkdown, proseMarkdown } from './markdown-text.js';
import { packageVersion } from './package-root.js';
import type { Report, SectionStatus } from './report.js';
import { counted, fill, stringsIn } from './strings.js';
import { type Template, template } from './templates.js';
import { verdictOf } from './verdict.js';

/** One of several inputs: its report, or why there is none. */
export interface IndexEntry {
  readonly input: string;
  readonly result: Report | Cluster | { readonly wrong: string };
  /** Name of the report's file, beside the index. */
  readonly file?: string;
}

export const INDEX_FORMATS = ['html', 'md'] as const;
export type IndexFormat = (typeof INDEX_FORMATS)[number];

const ORDER: readonly SectionStatus[] = ['problem', 'warning', 'unknown', 'ok'];
const NAME_LENGTH = 300;

let html: Template | undefined;
let markdown: Template | undefined;

/** A page that lists several reports, the worst first; what could not be analyzed is in it, too. */
export function renderIndex(entries: readonly IndexEntry[], locale: Locale, format: IndexFormat): string {
  const { index: words, labels } = stringsIn(locale);
  const rows = entries
    .map(entry => row(entry, locale))
    .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || b.critical - a.critical);
  const view = {
    lang: locale,
    title: fill(words.title, { n: entries.length }),
    words,
    rows,
    madeBy: fill(labels['madeBy'] ?? '', { version: packageVersion() }),
  };
  if (format === 'md') {
    markdown ??= template('index.md.hbs', {
      md: escapeMarkdown,
      cellCode,
      cellProse: text => proseMarkdown(text, cellCode),
    });
    return markdown(view);
  }
  html ??= template('index.html.hbs', { prose, raw: text => text, breakable }, ['icons']);
  const css = reportStyle();
  return html({ ...view, css, styleHash: createHash('sha256').update(css).digest('base64') });
}

function row({ input, result, file }: IndexEntry, locale: Locale) {
  const name = cleanLine(input, NAME_LENGTH);
  if ('wrong' in result) {
    const text = cleanLine(result.wrong, NAME_LENGTH);
    return { name, href: '', node: '', status: 'unknown' as const, text, cause: '', critical: 0 };
  }
  const href = file === undefined ? '' : encodeURIComponent(file);
  if ('clusterVersion' in result) {
    const node = counted(stringsIn(locale).cluster.nodes, result.nodes.length, locale);
    const critical = result.nodes.reduce((sum, { summary }) => sum + summary.critical, 0);
    return { name, href, node, ...clusterVerdict(result), cause: result.shared[0]?.statement ?? '', critical };
  }
  const { node, causes, summary } = result;
  return {
    name,
    href,
    node: node.name ?? node.hostname ?? '',
    ...verdictOf(result, stringsIn(locale)),
    cause: causes[0]?.title ?? '',
    critical: summary.critical,
  };
}
