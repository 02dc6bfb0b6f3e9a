import { expect } from 'chai';
import { focusOf } from '../../analyzer/report/html/focus.js';
import { pageOf } from '../../analyzer/report/html/page.js';
import { pageStyle } from '../../analyzer/report/html/page-style.js';
import { timeAxis } from '../../analyzer/report/html/time-axis.js';
import { render } from '../../analyzer/report/render.js';
import type { Measure, Report, Reports } from '../../analyzer/report/report.js';
import { inAllLanguages, type Words } from '../../analyzer/report/words.js';
import { sampleReports } from '../report-sample.js';

describe('the views of the HTML report', () => {
  let reports: Reports;
  let report: Report;

  before(async () => {
    reports = await sampleReports();
    report = reports[0];
  });

  it('lays languages over each other: what is the same is there once, what differs in both', () => {
    const both = inAllLanguages([
      ['en', { n: 1, text: 'same', word: '<b>', list: ['a', 'b'], none: undefined }],
      ['zh-CN', { n: 1, text: 'same', word: '是', list: ['a'], none: undefined }],
    ]) as Record<string, unknown>;
    expect(both).to.include({ n: 1, text: 'same', none: undefined });
    expect((both['word'] as Words).toHTML()).to.equal('<span lang="en">&lt;b&gt;</span><span lang="zh-CN">是</span>');
    const [a, b] = both['list'] as [string, Words];
    expect(a).to.equal('a');
    expect(b.toHTML()).to.equal('<span lang="en">b</span>');
  });

  it('puts no words of two languages into an attribute, and holds evidence once', () => {
    const html = render(reports, 'html').replace(/<(style|script)[\s\S]*?<\/\1>/g, '');
    expect(html).to.not.match(/="[^"<>]*<span/);
    const line = report.findings[3]?.evidence[1]?.before[0] ?? '';
    expect(line).to.include('kube-proxy-30');
    expect(html.split(line.replaceAll('"', '"')).length - 1).to.equal(1);
  });

  it('is the same bytes for the same reports', () => {
    expect(render(reports, 'html')).to.equal(render(reports, 'html'));
  });

  it('shows the time from before the first cause on, and all of it when that is most', () => {
    const whole = timeAxis('2026-11-23T00:00:00Z', '2026-11-23T20:00:00Z');
    if (!whole) throw new Error('no axis');
    const from = (since: string) => {
      const [cause] = report.causes;
      if (!cause) throw new Error('no cause');
      return new Date(focusOf({ ...report, causes: [{ ...cause, since, chain: [] }] }, whole).axis.from).toISOString();
    };
    expect(from('2026-11-23T15:00:00Z')).to.equal('2026-11-23T14:00:00.000Z');
    expect(from('2026-11-23T19:58:00Z')).to.equal('2026-11-23T19:00:00.000Z');
    expect(from('2026-11-23T02:00:00Z')).to.equal('2026-11-23T00:00:00.000Z');
    expect(new Date(focusOf({ ...report, causes: [] }, whole).axis.from).toISOString()).to.equal(
      '2026-11-23T00:00:00.000Z',
    );
    const { place } = focusOf(report, whole);
    expect(place('2026-11-23T01:00:00Z')).to.deep.include({ x: '0%', width: '', outside: true });
    expect(place('2026-11-23T01:00:00Z', '2026-11-23T20:00:00Z')).to.include({
      x: '0%',
      width: '100%',
      outside: false,
    });
  });

  it('has an axis only for times, and labels days where they begin', () => {
    expect(timeAxis('', '2026-11-23T20:00:00Z')).to.equal(undefined);
    const labels = timeAxis('2026-11-22T12:00:00Z', '2026-11-23T12:00:00Z')?.ticks.map(({ label }) => label);
    expect(labels).to.include('11-23').and.include('18:00');
  });

  it('draws what is used against its own limits, and says which are reached', () => {
    const measure: Measure = {
      kind: 'disk',
      label: '/var',
      unit: 'bytes',
      used: 95 * 2 ** 30,
      total: 100 * 2 ** 30,
      limits: [
        { at: 90 * 2 ** 30, name: 'nodefs.available<10%', from: 'config.yaml:7' },
        { at: 100 * 2 ** 30, name: 'end', from: 'df.txt:1' },
      ],
    };
    const offset: Measure = {
      kind: 'clock-offset',
      label: 'clock',
      unit: 'ms',
      used: -600,
      limits: [{ at: 500, name: 'n', from: 'f' }],
    };
    const [disk, clock] = pageOf({ ...report, measures: [measure, offset] }).measures.map(({ rows }) => rows[0]);
    expect(disk).to.deep.include({ value: '95 GiB of 100 GiB', share: '95%', width: '95%', status: 'problem' });
    expect(disk?.marks).to.deep.equal([{ x: '90%', reached: true }]);
    expect(disk?.limits.map(({ reached }) => reached)).to.deep.equal(['reached', '']);
    expect(clock).to.deep.include({ value: '-600 ms', status: 'problem', zero: '50%' });
    expect(Number.parseFloat(clock?.x ?? '')).to.be.lessThan(50);
  });

  it('draws each lane by its highest minute, and a single error as no tower', () => {
    const minute = Date.parse('2026-11-23T19:30:00Z') / 60_000;
    const lane = (errors: number) => ({ component: `c${errors}`, files: [], minutes: [[minute, 10, errors]] as const });
    const timeline = { from: '2026-11-23T19:00:00Z', to: '2026-11-23T20:00:00Z', events: [], untrusted: [] };
    const lanesOf = (...lanes: ReturnType<typeof lane>[]) =>
      pageOf({ ...report, timeline: { ...timeline, lanes } }).timeline?.lanes;
    const top = (d = '') => Math.min(...[...d.matchAll(/,(\d+(?:\.\d+)?)/g)].map(([, y]) => Number(y)));
    expect(top(lanesOf(lane(1))?.[0]?.errors)).to.be.within(50, 60);
    expect(top(lanesOf(lane(100))?.[0]?.errors)).to.equal(0);
    const both = lanesOf(lane(1), lane(100));
    expect(both?.map(({ component }) => component)).to.deep.equal(['c100', 'c1']);
    expect(top(both?.[1]?.errors)).to.be.within(85, 95);
    expect(lanesOf(lane(0))?.[0]?.errors).to.equal('');
    // Of many days, too, a minute is a minute wide.
    const days = { ...timeline, from: '2026-10-24T20:00:00Z', lanes: [lane(9)] };
    const path = pageOf({ ...report, timeline: days }).timeline?.lanes[0]?.errors ?? '';
    const xs = [...path.matchAll(/[ML](\d+(?:\.\d+)?)/g)].map(([, x]) => Number(x));
    expect(Math.max(...xs) - Math.min(...xs)).to.be.closeTo(1000 / (30 * 1440), 0.002);
  });

  it('names on paper a node by its name only where that is one', () => {
    expect(pageStyle({ name: 'kn1', collectedAt: '2026-11-23T20:00:00.000Z' })).to.include('content: "kn1"');
    expect(pageStyle({ name: 'x"} body { display: none }', collectedAt: '</style>' })).to.not.match(/display|style>/);
  });

  it('leaves nothing out that is critical or a warning and belongs to no cause', () => {
    const { others } = pageOf({ ...report, causes: [] });
    const wanted = report.findings.filter(({ severity }) => severity !== 'info').length;
    expect(others).to.have.length(Math.min(8, wanted));
  });
});
