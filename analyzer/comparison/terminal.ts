import { SEVERITIES } from '../check.js';
import { cleanLine } from '../report/clean-text.js';
import { paintWith } from '../report/paint.js';
import type { TerminalOptions } from '../report/terminal.js';
import { clip, wrap } from '../report/text-width.js';
import type { Comparison } from './comparison.js';
import { isNews } from './finding-changes.js';
import { type ComparedFindingView, viewComparison } from './view.js';

/** Changes of one kind that are shown; the written comparison has all. */
const MAX_CHANGES = 15;

/** What is different in the second bundle, for a terminal. */
export function renderComparisonTerminal(comparison: Comparison, { width, colour }: TerminalOptions): string {
  const view = viewComparison(comparison);
  const paint = paintWith(colour);
  const news = comparison.findings.filter(isNews).map(({ finding }) => finding.severity);
  const tone = SEVERITIES.find(severity => news.includes(severity)) ?? 'strong';
  const lines = [
    cleanLine(view.name),
    ...view.bundles.flatMap(({ label, name, time }) => wrap(`${label}: ${cleanLine(name)}  ${time}`, width)),
    ...wrap(view.verdict.text, width).map(line => paint(tone, line)),
    ...view.remarks.flatMap(remark => wrap(remark, width)).map(line => paint('warning', line)),
    ...view.groups.flatMap(({ word, findings }) => [
      '',
      paint('strong', word),
      ...findings.flatMap(finding => findingLines(finding, width)),
    ]),
    '',
    paint('strong', view.words.changes),
    ...(view.changes.length === 0 ? wrap(view.words.noChanges, width - 2).map(line => `  ${line}`) : []),
    ...view.changes.flatMap(({ word, rows }) => [
      `  ${word}`,
      ...rows
        .slice(0, MAX_CHANGES)
        .flatMap(({ entry, key, before, after }) =>
          wrap(cleanLine(`${entry} ${key}: ${before} → ${after}`), width - 4).map(line => `    ${line}`),
        ),
      ...(rows.length > MAX_CHANGES ? [`    (+${rows.length - MAX_CHANGES})`] : []),
    ]),
    ...(view.moreChanges === '' ? [] : [`  ${view.moreChanges}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function findingLines({ word, statement, title, section, note, place }: ComparedFindingView, width: number): string[] {
  const head = `${word}: ${statement}${note === '' ? '' : ` (${note})`}`;
  return [
    ...wrap(cleanLine(head), width - 2).map(line => `  ${line}`),
    ...wrap(cleanLine(title), width - 4).map(line => `    ${line}`),
    `    ${clip(cleanLine(place === '' ? section : `${section} · ${place}`), width - 4)}`,
  ];
}
