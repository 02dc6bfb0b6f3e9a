import { expect } from 'chai';
import { LOCALES } from '../../analyzer/check.js';
import { renderTerminal } from '../../analyzer/report/terminal.js';
import { textWidth } from '../../analyzer/report/text-width.js';
import { sampleReports } from '../report-sample.js';
import { reportOf, saying } from '../report-support.js';

describe('the report in a terminal', () => {
  const unseen = { en: 'What we could not see', 'zh-CN': '未能看到的部分' };

  it('ends with what could not be seen, why, and what to ask for', async () => {
    const [report] = await sampleReports();
    const asks = [{ spec: 'logs/kubelet', reason: 'reaches not back' } as const];
    const coverage = { ...report.coverage, asks };
    const text = renderTerminal({ ...report, coverage }, { width: 120, colour: false });
    expect(text.slice(text.indexOf(unseen.en)).split('\n')).to.deep.equal([
      'What we could not see',
      '  The node changed at 2026-11-23 17:06:00 UTC: Ready=False',
      '    The kubelet log begins 14 minutes before the bundle was taken; the node has been NotReady for 3 hours.',
      '  2 checks could not be judged',
      '    1 × openssl x509 -noout -subject -startdate -enddate -in /var/l… is not on this node.',
      '    1 × docker info is not on this node.',
      '  3 things were not collected as asked',
      '    timed out (killed after 20 s): kubernetes/describe-node, kubernetes/events',
      '    no permission (EACCES): disk/smart',
      '  1 log is cut or has gaps',
      '    logs/kubelet.log',
      '  » Worth collecting again: logs/kubelet',
      '    `nodetriage-analyze BUNDLE --ask-back more.sh` writes a script that fetches just this; `nodetriage-analyze BUNDLE',
      '    MORE` reads both as one.',
      '',
    ]);
  });

  it('says that nothing is missing when nothing is', () => {
    const well = reportOf({ 'disk/a': saying(() => {}) });
    expect(renderTerminal(well, { width: 100, colour: false })).to.match(
      /What we could not see\n {2}Everything that was asked for is in the bundle\.\n$/,
    );
  });

  it('keeps to the width, Chinese too, and paints only where it may', async () => {
    for (const locale of LOCALES) {
      const [report] = await sampleReports(locale);
      for (const width of [44, 80]) {
        const plain = renderTerminal(report, { width, colour: false });
        expect(plain).to.include(unseen[locale]).and.not.include('\x1b');
        for (const line of plain.split('\n')) expect(textWidth(line), line).to.be.at.most(width);
        const painted = renderTerminal(report, { width, colour: true });
        expect(painted).to.include(`\x1b[1m${unseen[locale]}\x1b[0m`);
        expect(painted.replace(/\x1b\[[0-9;]*m/g, '')).to.equal(plain);
      }
    }
  });
});
