import { expect } from 'chai';
import { LOCALES } from '../analyzer/check.js';
import * as sources from '../analyzer/facts/logs/log-sources.js';
import { cleanLine, cleanText } from '../analyzer/report/clean-text.js';
import { stringsIn } from '../analyzer/report/strings.js';
import { SECTION_IDS } from '../analyzer/sections.js';
import { bareBundle, hostileReport, reportOf, saying } from './report-support.js';

const well = saying(() => {});
const fires = (severity: 'critical' | 'warning' | 'info', explainedBy: string[] = []) =>
  saying((_, report) => report('found', { params: { what: severity }, evidence: [], severity }), {
    severity,
    explainedBy,
  });

describe('the report', () => {
  it('has all sections of the guide, and one without a check is unknown', () => {
    const { sections } = reportOf({ 'disk/a': well });
    expect(sections.map(({ id }) => id)).to.deep.equal(SECTION_IDS);
    expect(sections.find(({ id }) => id === 'disk')?.status).to.equal('ok');
    expect(sections.find(({ id }) => id === 'cpu')?.status).to.equal('unknown');
  });

  it('gives a section the status of its worst, and unknown never passes for ok', () => {
    const unknown = { check: 'ntp/b', status: 'unknown', missing: [{ reason: 'empty', what: 'x' }] } as const;
    const statusOf = (a: ReturnType<typeof saying>, more: (typeof unknown)[] = []) =>
      reportOf({ 'ntp/a': a, 'ntp/b': well }, { more }).sections.find(({ id }) => id === 'ntp')?.status;
    expect(statusOf(well)).to.equal('ok');
    expect(statusOf(well, [unknown])).to.equal('unknown');
    expect(statusOf(fires('info'))).to.equal('ok');
    expect(statusOf(fires('info'), [unknown])).to.equal('unknown');
    expect(statusOf(fires('warning'), [unknown])).to.equal('warning');
    expect(statusOf(fires('critical'), [unknown])).to.equal('problem');
  });

  it('says why a check does not apply, and counts it as ok', () => {
    const { sections } = reportOf({ 'docker/a': saying(() => {}, { applies: () => false }) });
    const docker = sections.find(({ id }) => id === 'docker');
    expect(docker?.status).to.equal('ok');
    expect(docker?.checks[0]).to.include({ status: 'not-applicable', title: 'The node has none' });
  });

  it('lists a check that broke as unknown, by our own defect', () => {
    const report = reportOf({ 'cpu/a': saying(() => void JSON.parse('{')) });
    expect(report.sections.find(({ id }) => id === 'cpu')?.status).to.equal('unknown');
    expect(report.unknown[0]?.missing[0]?.reason).to.equal('defect');
    expect(report.unknown[0]?.reason).to.match(/^a defect of nodetriage, please report it \(/);
    expect(report.summary).to.deep.equal({ critical: 0, warning: 0, info: 0, unknown: 1 });
  });

  it('sorts findings by severity, then by the guide', () => {
    const { findings } = reportOf({
      'kubelet/a': fires('info'),
      'disk/a': fires('warning'),
      'ntp/a': fires('warning'),
      'auditd/a': fires('critical'),
    });
    expect(findings.map(({ check }) => check)).to.deep.equal(['auditd/a', 'ntp/a', 'disk/a', 'kubelet/a']);
  });

  it('names at most three causes, none of them a mere remark, the worst first', () => {
    const { causes } = reportOf({
      'kubelet/symptom': fires('critical', ['disk/a']),
      'kubelet/remark': fires('info'),
      'ntp/a': fires('warning'),
      'disk/a': fires('critical'),
      'pids/a': fires('warning'),
      'auditd/a': fires('warning'),
    });
    expect(causes.map(({ check }) => check)).to.deep.equal(['disk/a', 'auditd/a', 'pids/a']);
    expect(causes[0]?.explains).to.deep.equal(['kubelet/symptom']);
  });

  it('takes no mere remark for the cause of a failure', () => {
    const { causes } = reportOf({ 'kubelet/symptom': fires('critical', ['disk/a']), 'disk/a': fires('info') });
    expect(causes.map(({ check }) => check)).to.deep.equal(['kubelet/symptom']);
  });

  it('fills in what was found once, and never lets it end a `code`', () => {
    const what = 'a` {what} `b';
    const { findings } = reportOf({
      'disk/a': saying((_, report) => report('found', { params: { what }, evidence: [] })),
    });
    expect(findings[0]?.title).to.equal("The node says a' {what} 'b");
    expect(findings[0]?.fix[1]).to.equal("Run `repair a' {what} 'b` and look.");
  });

  it('cuts evidence to 2,000 characters and gives times in UTC', () => {
    const at = { file: 'logs/a.log', line: 3, text: '😀'.repeat(3000), time: Date.UTC(2026, 10, 23, 1, 2, 3) };
    const { findings } = reportOf({
      'disk/a': saying((_, report) =>
        report('found', { params: { what: 1 }, evidence: [at], seen: { first: at.time } }),
      ),
    });
    const [evidence] = findings[0]?.evidence ?? [];
    expect(evidence?.text.length).to.be.within(1990, 2000);
    expect(evidence?.text).to.not.match(/\p{Surrogate}/u);
    expect(evidence?.time).to.equal('2026-11-23T01:02:03.000Z');
    expect(findings[0]?.firstSeen).to.equal('2026-11-23T01:02:03.000Z');
  });

  it('is incomplete when the collector was stopped, or the file was cut', () => {
    const complete = (parts: Parameters<typeof bareBundle>[0]) =>
      reportOf({}, { bundle: bareBundle(parts) }).coverage.complete;
    expect(complete({})).to.equal(true);
    expect(complete({ finished: false })).to.equal(false);
    expect(complete({ problems: [{ kind: 'cut-off', detail: 'x' }] })).to.equal(false);
  });

  it('words each reason in each language', () => {
    const missing = (
      [
        'missing',
        'denied',
        'failed',
        'timeout',
        'skipped',
        'not-collected',
        'unreadable',
        'empty',
        'undecided',
        'defect',
      ] as const
    ).map(reason => ({ reason, what: 'files/etc/fstab', detail: 'Why' }));
    for (const locale of LOCALES) {
      const { unknown } = reportOf(
        { 'disk/a': well },
        { locale, more: [{ check: 'disk/a', status: 'unknown', missing }] },
      );
      const phrases = unknown[0]?.reason.split(stringsIn(locale).reasonSeparator) ?? [];
      expect(new Set(phrases).size, locale).to.equal(missing.length);
      for (const phrase of phrases)
        expect(phrase)
          .to.match(/[(（]Why[)）]$/)
          .and.not.match(/[{}]|undefined/);
    }
  });

  it('calls what is missing by the command that was run', () => {
    const more = [
      { check: 'disk/a', status: 'unknown', missing: [{ reason: 'timeout', what: 'commands/disk/df.txt' }] },
    ] as const;
    expect(reportOf({ 'disk/a': well }, { more: [...more] }).unknown[0]?.reason).to.match(
      /^df .*did not answer in its time$/,
    );
  });

  it('holds no text that a terminal obeys or an eye cannot see, anywhere', () => {
    expect(JSON.stringify(hostileReport())).to.not.match(
      /\\u00[01]|[\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/,
    );
  });
});

describe('the words of the report', () => {
  it('are there in every language, with the same placeholders', () => {
    const [en, zh] = LOCALES.map(locale => leaves(stringsIn(locale)));
    expect([...(zh?.keys() ?? [])]).to.deep.equal([...(en?.keys() ?? [])]);
    for (const [key, text] of en ?? []) expect(placeholders(zh?.get(key) ?? ''), key).to.deep.equal(placeholders(text));
  });

  it('have a Chinese name for every log', () => {
    const names = Object.values(sources).flatMap(source =>
      typeof source === 'object' && 'logs' in source ? [source.name] : [],
    );
    expect(names).to.not.deep.equal([]);
    expect(names.filter(name => !Object.hasOwn(stringsIn('zh-CN').names, name))).to.deep.equal([]);
  });
});

describe('clean text', () => {
  it('writes out what cannot be seen, and drops colours', () => {
    expect(cleanText('\x1b[1;31mred\x1b[0m\ta\u202eb\x07\x9b')).to.equal('red\ta\\u{202e}b␇\\u{9b}');
    expect(cleanLine(' a\r\n\t b\u2028')).to.equal('a b');
  });

  it('changes nothing the second time', () => {
    const once = cleanText('\x1b]0;x\x07 \u200b \ud800');
    expect(cleanText(once)).to.equal(once);
  });
});

/** Plural forms are one text: languages differ in how many they have. */
function leaves(node: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(node).sort()) {
    if (path === '/names') continue;
    if (typeof value === 'string') found.set(`${path}/${key}`, value);
    else if (typeof value.other === 'string') found.set(`${path}/${key}`, value.other);
    else for (const [inner, text] of leaves(value, `${path}/${key}`)) found.set(inner, text);
  }
  return found;
}

function placeholders(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort();
}
