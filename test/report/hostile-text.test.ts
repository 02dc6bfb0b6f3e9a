import { rm } from 'node:fs/promises';
import { expect } from 'chai';
import { judge, reportsIn } from '../../analyzer/analyze.js';
import { cleanText } from '../../analyzer/report/clean-text.js';
import { FORMAT_NAMES } from '../../analyzer/report/formats.js';
import { render } from '../../analyzer/report/render.js';
import type { Report, Reports } from '../../analyzer/report/report.js';
import { renderBrief, renderTerminal } from '../../analyzer/report/terminal.js';
import { HOSTILE } from '../report-support.js';
import { withFixture } from '../support.js';
import { hostileNode } from './hostile-node.js';
import { expectHtml, expectMarkdown, expectTerminal, HIDDEN, withoutScripts } from './plain-text.js';
import { expectJunit, expectReport, expectSarif } from './schemas.js';

/** Words of the program, by their places: what a node says is never in these. */
const OURS = new Set(
  'schemaVersion version locale kind section severity status state level novelty unit outcome check because id fingerprint message'.split(
    ' ',
  ),
);

describe('hostile text', () => {
  let reports: Reports;
  before(async () => {
    const node = await hostileNode();
    reports = await withFixture(node, async bundle => reportsIn(await judge(bundle), 'en'));
    await rm(node, { recursive: true });
  });

  it('of a node is in every part of the report, clean, and cut', () => {
    const [report] = reports;
    expectReport(JSON.parse(JSON.stringify(report)), 'hostile node');
    expect(report.findings.map(({ check }) => check))
      .to.include('docker/answers')
      .and.include('pids/no-thread-hog');
    const { node, findings, measures, unexplained, causes, unknown, coverage } = report;
    const parts = { node, findings, measures, unexplained, causes, unknown, coverage };
    for (const [part, value] of Object.entries(parts)) {
      const text = JSON.stringify(value);
      expect(text, part)
        .to.include('owned')
        .and.not.match(HIDDEN)
        .and.not.match(/\\u00[01]|x{5000}/);
    }
  });

  it('is text in every format of that report', async () => {
    for (const report of reports) await expectText([report], report.locale);
    await expectText(reports, 'both');
  });

  it('is text wherever a report can have it', async () => {
    for (const report of reports) await expectText([everywhere(report) as Report], report.locale);
  });
});

/** A report whose every text is hostile, but for words of ours, times, and numbers. */
function everywhere(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (OURS.has(key) || /^\d{4}-\d\d-\d\dT/.test(value)) return value;
    // Our own sentences hold `code`, which the builder lets no value of the node end.
    const isSentence = /^(statement|title|why|fix|reasons|reason|detail|what)$/.test(key);
    return cleanText(isSentence ? HOSTILE.replaceAll('`', "'") : HOSTILE);
  }
  if (Array.isArray(value)) return value.map(item => everywhere(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, everywhere(inner, name)]));
}

async function expectText(given: Reports, name: string): Promise<void> {
  const [report] = given;
  for (const format of FORMAT_NAMES) {
    const text = render(given, format);
    expect(text, `${name} ${format}`).to.include('owned').and.not.match(HIDDEN);
    expect(withoutScripts(text), `${name} ${format}`).to.not.match(/\[object |\bundefined\b|\bNaN\b/);
    expect(text.length, `${name} ${format}`).to.be.lessThan(5_000_000);
  }
  expectHtml(render(given, 'html'), name);
  await expectMarkdown(render(given, 'md'), report.findings.filter(({ evidence }) => evidence.length > 0).length, name);
  expectSarif(render(given, 'sarif'), name);
  await expectJunit(render(given, 'junit'));
  for (const width of [40, 120]) expectTerminal(renderTerminal(report, { width, colour: false }), width);
  expectTerminal(renderBrief(report, { width: 80, colour: false }), 80);
}
