import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { LOCALES } from '../../analyzer/check.js';
import { againstBaseline, baselineOf, baselineOfList } from '../../analyzer/report/baseline.js';
import { renderJunit } from '../../analyzer/report/junit.js';
import { type Report, SCHEMA_VERSION } from '../../analyzer/report/report.js';
import { renderSarif } from '../../analyzer/report/sarif.js';
import { bareBundle, hostileReport, reportOf, saying } from '../report-support.js';
import { fixtures } from '../support.js';
import { expectJunit, expectReport, expectSarif } from './schemas.js';

const NODES = path.join(fixtures, 'nodes');
const fires = (severity: 'critical' | 'warning' | 'info', what: string = severity) =>
  saying((_, report) =>
    report('found', {
      params: { what },
      evidence: [
        { file: 'logs/a b#1.log', line: 7, text: 'the first' },
        { file: 'logs/c.log', line: 9, text: 'the second' },
      ],
      severity,
    }),
  );
const unknown = { check: 'ntp/b', status: 'unknown', missing: [{ reason: 'empty', what: 'x' }] } as const;
const mixed = () =>
  reportOf(
    {
      'disk/bad': fires('critical'),
      'disk/worse': fires('warning'),
      'disk/remark': fires('info'),
      'disk/well': saying(() => {}),
      'docker/none': saying(() => {}, { applies: () => false }),
      'ntp/b': saying(() => {}),
    },
    { more: [unknown] },
  );

describe('reports for programs', () => {
  it('are valid by their schemas for every story, in every language', async () => {
    const junit: string[] = [];
    for (const node of readdirSync(NODES)) {
      for (const locale of LOCALES) {
        const file = path.join(NODES, node, 'expected', `report.${locale}.json`);
        // A report.json is the report.
        const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
        expectReport(report, file);
        expectSarif(renderSarif(report), file);
        junit.push(renderJunit(report));
      }
    }
    await expectJunit(...junit);
  });

  it('with hostile text, with nothing known, and against a baseline', async () => {
    for (const locale of LOCALES) await expectAllValid(hostileReport(locale), `hostile ${locale}`);
    const { header: _, ...rest } = bareBundle({ finished: false });
    await expectAllValid(reportOf({}, { bundle: { ...rest, header: undefined } }), 'nothing known');
    await expectAllValid(againstBaseline(mixed(), new Map([['disk/bad', undefined]])), 'against a baseline');
  });

  it('fail their schemas when they hold what those do not tell', async () => {
    expect(() => expectReport({ ...mixed(), more: 1 }, 'x')).to.throw(/additional properties/);
    expect(() => expectReport({ ...mixed(), locale: 'fr' }, 'x')).to.throw(/locale/);
    expect(() => expectSarif(renderSarif(mixed()).replace('"warning"', '"bad"'), 'x')).to.throw(/driver.rul/);
    const wrong = await expectJunit(renderJunit(mixed()).replace('type="warning"', 'type="bad"')).catch(String);
    expect(wrong).to.match(/element failure/);
  });
});

describe('SARIF', () => {
  const [run] = JSON.parse(renderSarif(mixed())).runs;

  it('has a rule with help for each check that fired, and a result for each finding', () => {
    const { rules } = run.tool.driver;
    expect(rules.map(({ id }: { id: string }) => id)).to.deep.equal(['disk/bad', 'disk/worse', 'disk/remark']);
    expect(rules[0].help.text).to.match(/^It says critical\.\n1\. Stop it first\.\n2\. Run `repair critical`/);
    expect(rules[0].help.markdown).to.match(/^It says critical\.\n\n1\. Stop it first\.\n2\. Run `repair critical`/);
    expect(
      run.results.map(({ level, ruleId, ruleIndex }: Record<string, unknown>) => [level, ruleId, ruleIndex]),
    ).to.deep.equal([
      ['error', 'disk/bad', 0],
      ['warning', 'disk/worse', 1],
      ['note', 'disk/remark', 2],
    ]);
  });

  it('tells the file and line in the bundle, as an address', () => {
    const [{ locations, relatedLocations }] = run.results;
    expect(locations[0].physicalLocation).to.deep.equal({
      artifactLocation: { uri: 'logs/a%20b%231.log', uriBaseId: 'BUNDLE' },
      region: { startLine: 7, snippet: { text: 'the first' } },
    });
    expect(relatedLocations[0].physicalLocation.artifactLocation.uri).to.equal('logs/c.log');
  });

  it('names what could not be judged, lest no result be taken for a healthy node', () => {
    const [notification] = run.invocations[0].toolExecutionNotifications;
    expect(notification.associatedRule.id).to.equal('ntp/b');
    expect(notification.message.text).to.equal('x is empty');
  });

  it('says what is new against a baseline', () => {
    const sarif = JSON.parse(renderSarif(againstBaseline(mixed(), new Map([['disk/bad', 'warning']]))));
    const states = sarif.runs[0].results.map(({ baselineState }: { baselineState: string }) => baselineState);
    expect(states).to.deep.equal(['updated', 'new', 'new']);
  });

  it('holds no link and no placeholder of the node', () => {
    const text = renderSarif(hostileReport());
    const messages = [...text.matchAll(/"text": "((?:[^"\\]|\\.)*)"/g)].map(match => match[1] ?? '');
    expect(messages.filter(message => /\[link\]/.test(message))).to.not.deep.equal([]);
    const { results, tool } = JSON.parse(text).runs[0];
    for (const message of [results[0].message.text, tool.driver.rules[0].fullDescription.text]) {
      expect(message).to.not.match(/\]\(|\{\d/);
    }
  });
});

describe('JUnit XML', () => {
  const xml = renderJunit(mixed());
  const caseOf = (text: string, name: string) =>
    new RegExp(`<testcase [^>]*name="${name}"[\\s\\S]*?</testcase>`).exec(text)?.[0];

  it('fails what fired, with its evidence, and passes a mere remark with a word', () => {
    expect(xml).to.include('<testsuites name="nodetriage n1" tests="6" failures="2" errors="0" skipped="2"');
    expect(caseOf(xml, 'disk/bad')).to.match(
      /<failure message="The node says critical" type="critical">[\s\S]*logs\/a b#1\.log:7: the first/,
    );
    expect(caseOf(xml, 'disk/worse')).to.include('type="warning"');
    expect(caseOf(xml, 'disk/remark')).to.include('<system-out>info: ').and.not.include('<failure');
    expect(caseOf(xml, 'disk/well')).to.not.match(/failure|skipped|system-out/);
  });

  it('skips what could not be judged and what does not apply, with the reason', () => {
    expect(caseOf(xml, 'ntp/b')).to.include('<skipped message="Unknown: x is empty"/>');
    expect(caseOf(xml, 'docker/none')).to.include('<skipped message="Does not apply: The node has none"/>');
  });

  it('skips what the baseline knows', () => {
    const known = renderJunit(againstBaseline(mixed(), new Map([['disk/bad', undefined]])));
    expect(caseOf(known, 'disk/bad')).to.include('<skipped message="known: Something is broken"/>');
    expect(known).to.include('failures="1"');
  });
});

describe('a baseline', () => {
  const stateOf = (report: Report) => report.findings.map(({ check, baseline }) => `${check} ${baseline}`);

  it('is an earlier report: what it has is known, unless it is worse now', () => {
    const before = reportOf({ 'disk/a': fires('warning', 'x'), 'disk/b': fires('critical', 'x') });
    const now = reportOf({
      'disk/a': fires('critical', 'y'),
      'disk/b': fires('warning', 'z'),
      'disk/c': fires('info'),
    });
    expect(stateOf(againstBaseline(now, baselineOf(before, SCHEMA_VERSION)))).to.deep.equal([
      'disk/a worse',
      'disk/b known',
      'disk/c new',
    ]);
  });

  it('tells findings of one check apart by what they are about', () => {
    const on = (mount: string) => ({
      ...reportOf({ 'disk/a': fires('warning') }).findings[0],
      params: { mount, size: 1 },
    });
    const known = baselineOf({ schemaVersion: 1, findings: [on('/var'), on('/data')] }, 1);
    expect([...known.keys()]).to.deep.equal(['disk/a mount=/var', 'disk/a mount=/data']);
  });

  it('takes a check without a subject in a report for that alone, in a list for all that it finds', () => {
    const now = reportOf({ 'disk/a': fires('warning') });
    const [finding] = now.findings;
    const other = { ...now, findings: [{ ...finding, fingerprint: 'disk/a mount=/data' }] } as Report;
    expect(stateOf(againstBaseline(other, baselineOf(now, SCHEMA_VERSION)))).to.deep.equal(['disk/a new']);
    expect(stateOf(againstBaseline(other, baselineOfList(['disk/a'])))).to.deep.equal(['disk/a known']);
    expect(stateOf(againstBaseline(now, baselineOfList(['disk/a mount=/data'])))).to.deep.equal(['disk/a new']);
  });

  it('refuses what is no report, and one of a later form', () => {
    expect(() => baselineOf({ a: 1 }, 1)).to.throw('not a report');
    expect(() => baselineOf({ schemaVersion: 2, findings: [] }, 1)).to.throw('later nodetriage');
  });
});

async function expectAllValid(report: Report, name: string): Promise<void> {
  expectReport(JSON.parse(JSON.stringify(report)), name);
  expectSarif(renderSarif(report), name);
  await expectJunit(renderJunit(report));
}
