import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Check } from '../analyzer/check.js';
import { LOCALES } from '../analyzer/check.js';
import { discoverChecks } from '../analyzer/discover.js';
import { type CheckResult, type Finding, logNeeds, runChecks } from '../analyzer/engine.js';
import { packAsShell } from './shell-form.js';
import { bundleFrom, fixtures, golden, type Pack } from './support.js';

const checks = await discoverChecks();

/** A tool that few nodes have, or a time service that does not tell its offset: no more than that. */
const MAY_BE_UNKNOWN = 1;

/** What the first word of a case's folder name promises. */
const PROMISES: Readonly<Record<string, CheckResult['status']>> = {
  fires: 'fail',
  quiet: 'pass',
  unknown: 'unknown',
  'not-applicable': 'not-applicable',
};

describe('every check', () => {
  for (const [id, check] of checks) {
    const dir = path.join(fixtures, 'checks', id);
    const cases = existsSync(dir) ? readdirSync(dir) : [];

    describe(id, () => {
      it('has a case that fires, one that looks alarming and is quiet, and one that cannot be judged', () => {
        for (const kind of ['fires', 'quiet', 'unknown']) {
          expect(
            cases.some(name => name.startsWith(`${kind}-`)),
            `fixtures/checks/${id}/${kind}-…`,
          ).to.equal(true);
        }
      });

      it('says the same in every language, with placeholders that its findings fill', () => expectSameWords(check));

      it('names real checks as what explains it', () => {
        for (const cause of check.explainedBy ?? []) expect(checks.has(cause), cause).to.equal(true);
      });

      for (const name of cases) {
        it(name.replaceAll('-', ' '), async () => {
          const bundle = await bundleFrom(path.join(dir, name), logNeeds([check]));
          const [result] = runChecks(bundle, new Map([[id, check]]));
          expect(result?.status, JSON.stringify(result)).to.equal(promised(name));
          if (result?.status !== 'fail') return;
          for (const finding of result.findings) expectFilled(check, finding);
          const actual = print(result.findings);
          expect(actual).to.equal(await golden(path.join(dir, name, 'expected.txt'), actual));
        });
      }
    });
  }

  it('has a folder of cases, and every folder of cases has a check', () => {
    const folders = readdirSync(path.join(fixtures, 'checks')).flatMap(section =>
      readdirSync(path.join(fixtures, 'checks', section)).map(name => `${section}/${name}`),
    );
    expect(folders.filter(id => !checks.has(id))).to.deep.equal([]);
  });
});

describe('healthy nodes', () => {
  for (const node of ['healthy', 'healthy-k3s']) {
    it(`${node}: no check fires, none is broken`, async () => {
      const bad = (await resultsOf(node)).filter(({ status }) => status === 'fail' || status === 'error');
      expect(bad).to.deep.equal([]);
    });
  }

  for (const node of readdirSync(path.join(fixtures, 'healthy-nodes'))) {
    for (const [collector, write] of Object.entries({ 'nodetriage-collect': undefined, 'collect.sh': packAsShell })) {
      it(`${node}, collected by ${collector}: nothing worse than a remark, hardly anything unknown`, async () => {
        const results = await resultsOf(`healthy-nodes/${node}`, write);
        expect(results.filter(({ status }) => status === 'error')).to.deep.equal([]);
        const bad = results.flatMap(result =>
          result.status === 'fail' ? result.findings.filter(({ severity }) => severity !== 'info') : [],
        );
        expect(bad).to.deep.equal([]);
        const unknown = results.filter(({ status }) => status === 'unknown').map(({ check }) => check);
        expect(unknown.length, unknown.join(', ')).to.be.at.most(MAY_BE_UNKNOWN);
      });
    }
  }
});

async function resultsOf(node: string, write?: Pack): Promise<CheckResult[]> {
  return runChecks(await bundleFrom(path.join(fixtures, node), logNeeds(checks.values()), write), checks);
}

function promised(name: string): CheckResult['status'] | undefined {
  const kind = Object.keys(PROMISES).find(word => name.startsWith(`${word}-`));
  return kind === undefined ? undefined : PROMISES[kind];
}

function expectSameWords({ messages, applies, onlyIf }: Check): void {
  const { en, 'zh-CN': zh } = messages;
  expect(Object.keys(zh.findings)).to.deep.equal(Object.keys(en.findings));
  for (const [key, text] of Object.entries(en.findings)) {
    expect(placeholders(zh.findings[key] ?? ''), key).to.deep.equal(placeholders(text));
  }
  expect(zh.fix.map(placeholders), 'fix').to.deep.equal(en.fix.map(placeholders));
  for (const locale of LOCALES) {
    const { passed, failed, why, fix, doesNotApply } = messages[locale];
    for (const text of [passed, failed, why, ...fix]) expect(text, locale).to.match(/\S/);
    expect(doesNotApply !== undefined, `${locale}: doesNotApply goes with applies`).to.equal(
      applies !== undefined || onlyIf !== undefined,
    );
    expect(
      [passed, failed, why, ...(doesNotApply === undefined ? [] : [doesNotApply])].flatMap(placeholders),
    ).to.deep.equal([]);
  }
  expect(zh.passed, 'zh-CN is Chinese').to.match(/\p{Script=Han}/u);
}

/** A finding fills every placeholder of its own text and of the steps that go with it. */
function expectFilled({ messages }: Check, { message, params, evidence }: Finding): void {
  const wanted = [messages.en.findings[message] ?? '', ...messages.en.fix].flatMap(placeholders);
  expect(Object.keys(params), `params of ${message}`).to.include.members(wanted);
  expect(evidence.length, `evidence of ${message}`).to.be.greaterThan(0);
}

function placeholders(message: string): string[] {
  return (message.match(/\{\w+\}/g) ?? []).map(word => word.slice(1, -1)).sort();
}

/** `critical stopped unit=docker.service` and below it the evidence: no prose, so that better words break nothing. */
function print(findings: readonly Finding[]): string {
  return findings
    .map(({ message, severity, params, evidence, seen }) => {
      const values = Object.entries({ ...params, ...times(seen) }).map(([key, value]) => ` ${key}=${value}`);
      return [
        `${severity} ${message}${values.join('')}`,
        ...evidence.map(at => `  ${at.file}:${at.line}: ${at.text}`),
        '',
      ].join('\n');
    })
    .join('');
}

function times({ first, last, count }: Finding['seen']): Record<string, string | number> {
  return {
    ...(first !== undefined && { first: new Date(first).toISOString() }),
    ...(last !== undefined && { last: new Date(last).toISOString() }),
    ...(count !== undefined && { count }),
  };
}
