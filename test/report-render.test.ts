import { expect } from 'chai';
import { LOCALES } from '../analyzer/check.js';
import { render } from '../analyzer/report/render.js';
import { renderTerminal } from '../analyzer/report/terminal.js';
import { textWidth, wrap } from '../analyzer/report/text-width.js';
import { bareBundle, hostileReport, reportOf, saying } from './report-support.js';

for (const locale of LOCALES) {
  describe(`a report with hostile text, ${locale}`, () => {
    const report = hostileReport(locale);

    it('is one HTML file with no markup of the node', () => {
      const html = render([report], 'html');
      expect(html).to.include(`<html lang="${locale}">`).and.include('&lt;script&gt;');
      const own = html
        .replace(/(?<=<(style|script)[^>]*>)[\s\S]*?(?=<\/\1>)/g, '')
        .replace(/<script type="module">/g, '');
      const markup = (own.match(/<[^>]*>/g) ?? []).join('');
      expect(markup).to.not.match(/<script|<img|\son\w+\s*=\s*["']|\sstyle=|\[object|undefined/i);
      const links = [...markup.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(match => match[1] ?? '');
      expect(links.filter(link => !/^(#[\w-]+|data:,)$/.test(link))).to.deep.equal([]);
    });

    it('is Markdown whose only markup is ours', () => {
      const text = outsideOfCode(render([report], 'md'));
      expect(text).to.not.match(/(?<!\\)</);
      expect(text).to.not.match(/(?<!\\)\[/);
      expect(text).to.not.match(/@\w|#\d|https?:\/\/|www\.\w/);
      expect(text).to.not.match(/(?<!\\)\*\*bold/);
      for (const row of text.split('\n').filter(line => line.startsWith('|'))) {
        expect((row.match(/(?<!\\)\|/g) ?? []).length, row).to.be.oneOf([4, 8]);
      }
    });

    it('fences evidence with more backticks than it holds', () => {
      const md = render([report], 'md');
      expect(md).to.match(/^````text\n(?:.*\n)+?````$/m);
    });

    it('is plain lines on a terminal, none wider than it', () => {
      for (const width of [40, 100]) {
        const lines = renderTerminal(report, { width, colour: false }).split('\n');
        for (const line of lines) {
          expect(line).to.not.match(/[\0-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
          expect(textWidth(line), line).to.be.at.most(width);
        }
      }
    });

    it('says in every format that the bundle is incomplete', () => {
      const word = locale === 'en' ? 'This bundle is incomplete' : '诊断包不完整';
      expect(render([report], 'html')).to.include(word);
      expect(render([report], 'md')).to.include(word);
      expect(renderTerminal(report, { width: 100, colour: false })).to.include(word);
      expect(JSON.parse(render([report], 'json')).coverage.complete).to.equal(false);
    });
  });
}

describe('a rendered report', () => {
  const well = reportOf({ 'disk/a': saying(() => {}) });

  it('does not call healthy what it did not see', () => {
    const nothing = reportOf(
      { 'disk/a': saying(() => {}) },
      { more: [{ check: 'disk/a', status: 'unknown', missing: [{ reason: 'empty', what: 'x' }] }] },
    );
    expect(renderTerminal(nothing, { width: 100, colour: false })).to.include('nothing could be judged');
    expect(renderTerminal(well, { width: 100, colour: false })).to.include('Nothing wrong was found');
  });

  it('gives the time of the collection by the clock on the wall as well', () => {
    expect(render([well], 'html')).to.include('2026-11-23 20:00:00 UTC (2026-11-24 04:00:00 on the node, UTC+08:00)');
  });

  it('is the same text for the same report, and its JSON is the report', () => {
    expect(render([well], 'html')).to.equal(render([well], 'html'));
    expect(JSON.parse(render([well], 'json'))).to.deep.equal(JSON.parse(JSON.stringify(well)));
  });

  it('colours only when it may', () => {
    expect(renderTerminal(well, { width: 100, colour: true })).to.include('\x1b[1m');
    expect(renderTerminal(well, { width: 100, colour: false })).to.not.include('\x1b');
  });

  it('renders a bundle of which nothing is known', () => {
    const { header: _, ...rest } = bareBundle({ finished: false });
    const report = reportOf({}, { bundle: { ...rest, header: undefined } });
    expect(render([report], 'html')).to.include('a node without a name');
    expect(render([report], 'md')).to.include('a node without a name');
  });
});

describe('wrapping for a terminal', () => {
  it('counts Chinese as two columns and begins no line with a stop', () => {
    const lines = wrap('节点上的磁盘空间已经用完，kubelet 将驱逐该节点上的容器。', 20);
    for (const line of lines) {
      expect(textWidth(line)).to.be.at.most(20);
      expect(line).to.not.match(/^[，。]/);
    }
    expect(lines.join('')).to.include('驱逐');
  });

  it('cuts a word that is wider than the terminal', () => {
    expect(wrap('x'.repeat(45), 20)).to.deep.equal(['x'.repeat(20), 'x'.repeat(20), 'x'.repeat(5)]);
  });
});

/** What Markdown would interpret: fenced blocks and code spans are left out. */
function outsideOfCode(md: string): string {
  return md.replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '').replace(/(?<!\\)(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, 'CODE');
}
