import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { judge, reportsIn } from '../analyzer/analyze.js';
import { LOCALES, type Locale } from '../analyzer/check.js';
import { render } from '../analyzer/report/render.js';
import type { Report, Reports } from '../analyzer/report/report.js';
import { SECTION_IDS } from '../analyzer/sections.js';
import { fixtures, golden, withFixture } from './support.js';

const NODES = path.join(fixtures, 'nodes');
/** One page is enough to see what a change of the templates does; what pages hold, browser.test.ts asks. */
const SHOWN_AS_HTML = 'docker-hangs-on-centos-7.6';

describe('whole incidents', () => {
  it('there is one for every section of the guide', async () => {
    const reports = await Promise.all(
      readdirSync(NODES).map(async node =>
        JSON.parse(await readFile(path.join(NODES, node, 'expected/report.en.json'), 'utf8')),
      ),
    );
    const troubled = new Set(
      (reports as Report[]).flatMap(({ sections }) =>
        sections.filter(({ status }) => status === 'problem' || status === 'warning').map(({ id }) => id),
      ),
    );
    expect(SECTION_IDS.filter(id => !troubled.has(id))).to.deep.equal([]);
  });

  for (const node of readdirSync(NODES)) {
    const judged = once(() => withFixture(path.join(NODES, node), bundle => judge(bundle)));

    it(`${node}: the reports are as checked in`, async () => {
      const judgement = await judged();
      const reports = (locale: Locale) => withoutVersion(reportsIn(judgement, locale));
      for (const locale of LOCALES) {
        for (const format of ['md', 'json'] as const) {
          await expectGolden(node, `report.${locale}.${format}`, render(reports(locale), format));
        }
      }
      if (node === SHOWN_AS_HTML) {
        await expectGolden(node, 'report.html', withoutStyleAndScript(render(reports('en'), 'html')));
      }
    });

    it(`${node}: the first cause that is named is the one that broke it`, async () => {
      const [cause, ...evidence] = (await readFile(path.join(NODES, node, 'cause.txt'), 'utf8')).trim().split('\n');
      const [report] = reportsIn(await judged(), 'en');
      const [first] = report.causes;
      if (cause === 'not-in-data') {
        expect(first?.check).to.equal('node-status/cause-in-data');
        expect(report.coverage.asks.map(({ spec }) => spec)).to.include.members(evidence);
        return;
      }
      expect(first?.check).to.equal(cause);
      expect(first?.chain[0]?.check, 'its chain begins with it').to.equal(cause);
      const shown = report.findings
        .filter(({ check }) => check === cause)
        .flatMap(finding => finding.evidence.map(({ file, line }) => `${file}:${line}`));
      expect(shown).to.include.members(evidence);
    });
  }
});

/** Two tests look at the same judgement. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

async function expectGolden(node: string, name: string, actual: string): Promise<void> {
  expect(actual, name).to.equal(await golden(path.join(NODES, node, 'expected', name), actual));
}

/** A new release of ours changes no golden. */
function withoutVersion([first, ...others]: Reports): Reports {
  const without = (report: Report) => ({ ...report, generator: { ...report.generator, version: '0.0.0' } });
  return [without(first), ...others.map(without)];
}

/** Nor does a change of how the page looks. */
function withoutStyleAndScript(html: string): string {
  return html.replace(/(<(style|script)[^>]*>)[\s\S]*?(?=<\/\2>)/g, '$1').replace(/'sha256-[^']*'/g, "'sha256-'");
}
