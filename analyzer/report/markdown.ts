import { extrasOf } from './extras.js';
import { cellCode, codeSpan, escapeMarkdown, fenced, proseMarkdown } from './markdown-text.js';
import type { Report } from './report.js';
import { type Template, template } from './templates.js';
import { viewOf } from './view.js';
import type { FindingView } from './view-finding.js';

let compiled: Template | undefined;

/** For tickets and chats. Text from the node is text there too: no link, no mention, no table of its own. */
export function renderMarkdown(report: Report): string {
  compiled ??= template('report.md.hbs', {
    md: escapeMarkdown,
    prose: text => proseMarkdown(text),
    cellProse: text => proseMarkdown(text, cellCode),
    code: codeSpan,
    cellCode,
    fenced,
    next,
  });
  const view = viewOf(report);
  const withEvidence = (finding: FindingView) => ({ ...finding, evidenceText: evidenceText(finding) });
  const text = compiled({
    ...view,
    ...extrasOf(report),
    groups: view.groups.map(group => ({ ...group, findings: group.findings.map(withEvidence) })),
  });
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

function evidenceText({ evidence, moreEvidence }: FindingView): string {
  return [...evidence, ...moreEvidence].map(({ place, text }) => `${place}: ${text}`).join('\n');
}

/** Steps are counted from 1. */
function next(index: string): string {
  return String(Number(index) + 1);
}
