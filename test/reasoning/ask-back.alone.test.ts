import { createWriteStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { type Input, judge, judgeLoose, reportIn } from '../../analyzer/analyze.js';
import { headerOf, withCompletions } from '../../analyzer/bundle-reader/same-node.js';
import { askBack } from '../../analyzer/command-line/ask-back.js';
import { HEADER_PATH, MANIFEST_PATH } from '../../bundle/entry-path.js';
import type { ManifestHeader, SpecOutcome } from '../../bundle/manifest.js';
import { createBundleWriter } from '../../collector/bundle-writer.js';
import { fixtures, withFixture } from '../support.js';

/** A node that is not Ready since 16:54:31, and a log of its kubelet from 19:46:04 on. */
const LATE = path.join(fixtures, 'checks/node-status/cause-in-data/fires-when-the-log-was-cut');
const kubelet = (time: string, text: string) => `2026-11-23T${time}+0000 kn1 kubelet[1834]: ${text}`;
const PLEG =
  'E1123 kubelet.go:1846] skipping pod synchronization - PLEG is not healthy: pleg was last seen active 3m5s ago; threshold is 3m0s';
const KERNEL =
  '2026-11-23T16:50:02.000000+0000 kn1 kernel: blk_update_request: I/O error, dev vda, sector 3145728 op 0x1:(WRITE) flags 0x800 phys_seg 4 prio class 0';

const reportOf = async (input: Input) => reportIn(await judge(input), 'en');

describe('what is asked back', () => {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-ask-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('is the logs of the time in which the node changed, until those that are there', async () => {
    const { reasoning } = await withFixture(LATE, bundle => judge(bundle));
    expect(reasoning.asks.list).to.deep.include.members([
      { spec: 'logs/kubelet', why: 'older' },
      { spec: 'logs/docker', why: 'older' },
      { spec: 'logs/kernel', why: 'older' },
    ]);
    expect(new Date(reasoning.asks.since ?? 0).toISOString()).to.equal('2026-11-23T15:54:31.000Z');
    expect(new Date(reasoning.asks.until ?? 0).toISOString()).to.equal('2026-11-23T19:46:05.574Z');
  });

  it('is nothing on a node whose cause is known and on a healthy one', async () => {
    for (const story of [
      'nodes/docker-hangs-on-centos-7.6',
      'checks/node-status/cause-in-data/quiet-while-the-node-is-ready',
    ]) {
      const judged = await withFixture(path.join(fixtures, story), bundle => judge(bundle));
      expect(judged.reasoning.asks.list, story).to.deep.equal([]);
      const file = path.join(dir, 'more.sh');
      expect(await askBack(judged, file), story).to.match(/^nothing to ask for/);
      expect(await readFile(file, 'utf8').catch(() => 'not there'), story).to.equal('not there');
    }
  });

  it('is a whole bundle of our own where another tool made the first, which is told to reach not back', async () => {
    const [described, log] = ['commands/kubernetes/describe-node.txt', 'logs/kubelet.log'].map(file =>
      path.join(LATE, file),
    );
    const loose = async (...files: readonly string[]) => {
      const [judged] = await judgeLoose({ name: 'chat', files: files.map(from => ({ from, name: from })) });
      return judged;
    };
    const late = await loose(described ?? '', log ?? '');
    const [cause] = reportIn(late, 'en').causes;
    expect(cause).to.include({ check: 'node-status/cause-in-data', since: '2026-11-23T16:54:31.000Z' });
    expect(late.reasoning.asks).to.include({ anew: true });
    expect(late.reasoning.asks.list).to.deep.include.members([
      { spec: 'logs/kubelet', why: 'older' },
      { spec: 'logs/systemd', why: 'other-tool' },
      { spec: 'disk/df', why: 'other-tool' },
    ]);
    const { lastChange, asksAnew } = reportIn(await loose(described ?? ''), 'en').coverage;
    expect(asksAnew).to.equal(true);
    expect(lastChange).to.include({ covered: false, detail: 'The log of the kubelet is not in the bundle.' });

    const script = path.join(dir, 'more.sh');
    expect(await askBack(late, script)).to.match(/in place of this bundle$/);
    const { stdout } = await execa('sh', [script, '--list']);
    expect(stdout).to.include('logs/kubelet').and.include('disk/df');
    expect(await readFile(script, 'utf8')).to.not.match(/^.*main --(?:only|since)/m);
  });

  it('is fetched by a script that runs in any sh, and read with the first bundle as one', async function () {
    this.timeout(60_000);
    const overlay = path.join(dir, 'overlay');
    await cp(LATE, overlay, { recursive: true });
    await rm(path.join(overlay, 'logs'), { recursive: true });
    await writeFile(path.join(overlay, 'absent.txt'), 'files/proc/meminfo\n');
    const denied = { spec: 'node/meminfo', outcome: 'denied', reason: 'EACCES: permission denied' };
    await writeFile(path.join(overlay, 'outcomes.jsonl'), `${JSON.stringify(denied)}\n`);
    const script = path.join(dir, 'more.sh');
    const said = await withFixture(overlay, async bundle => askBack(await judge(bundle), script));
    expect(said).to.match(/more\.sh asks the node for one thing more/);
    for (const [name, ...sh] of [['dash'], ['busybox', 'sh'], ['bash', '--posix']]) {
      const more = path.join(dir, `${name}.tar.gz`);
      const { exitCode, stderr } = await execa(name ?? 'sh', [...sh, script, '--quiet', '-o', more], { reject: false });
      expect(exitCode, `${name}: ${stderr}`).to.equal(0);
      const header = await headerOf(more);
      expect(header?.limits?.only, name).to.equal('node/meminfo');
      // The node of the story is this machine.
      const here = path.join(dir, `of-${name}`);
      await cp(overlay, here, { recursive: true });
      await writeFile(
        path.join(here, HEADER_PATH),
        JSON.stringify({ ...(await headerOfFixture()), node: header?.node }),
      );
      await withFixture(here, async first => {
        const isJudged = (report: Awaited<ReturnType<typeof reportOf>>) =>
          !report.unknown.some(({ check }) => check === 'memory/enough-available');
        expect(isJudged(await reportOf(first)), name).to.equal(false);
        expect(await withCompletions([more, first]), name).to.deep.equal([[first, more]]);
        const report = await reportOf([first, more]);
        expect(isJudged(report), name).to.equal(true);
        expect(report.node.collectedAt, name).to.equal('2026-11-23T20:00:00.000Z');
        expect(report.coverage.asks, name).to.deep.equal([]);
      });
    }
  });

  it('counts no line twice, takes the cause from what came later, and says in which bundle it stands', async () => {
    const more = await pack(
      'more.tar.gz',
      { only: 'logs/kubelet,logs/kernel' },
      {
        'logs/kubelet.log': [
          kubelet('16:52:00.000000', PLEG),
          kubelet('18:00:00.000000', PLEG),
          // In the first bundle, too.
          kubelet('19:46:04.574746', PLEG),
        ].join('\n'),
        'logs/kernel.log': KERNEL,
      },
    );
    await withFixture(LATE, async first => {
      const before = await reportOf(first);
      expect(before.causes[0]?.check).to.equal('node-status/cause-in-data');
      const after = await reportOf([first, more]);
      expect(after.causes[0]).to.include({ check: 'disk/no-io-errors', since: '2026-11-23T16:50:02.000Z' });
      expect(after.causes[0]?.chain.map(({ check }) => check)).to.deep.equal([
        'disk/no-io-errors',
        'pleg/healthy',
        'node-status/ready',
      ]);
      expect(after.findings.map(({ check }) => check)).to.not.include('node-status/cause-in-data');
      expect(after.causes[0]?.chain[0]?.evidence).to.include({ file: 'more.tar.gz:logs/kernel.log', line: 1 });
      const pleg = (report: typeof before) => report.findings.find(({ check }) => check === 'pleg/healthy')?.count;
      expect(pleg(before)).to.equal(2);
      expect(pleg(after)).to.equal(4);
      expect(after.coverage.lastChange?.covered).to.equal(true);
      expect(after.bundle).to.equal('fires-when-the-log-was-cut.tar.gz + more.tar.gz');
    });
  });

  it('goes to the bundle of its own node; two whole bundles are two pictures', async () => {
    const more = await pack('more.tar.gz', { only: 'logs/kernel' }, { 'logs/kernel.log': KERNEL });
    const other = await pack('other.tar.gz', { only: 'logs/kernel', machineIdHash: 'f'.repeat(32) }, {});
    const later = await pack('later.tar.gz', { startedAt: '2026-11-24T20:00:00.000Z' }, {});
    await withFixture(LATE, async first => {
      expect(await withCompletions([more, first, other, later])).to.deep.equal([[first, more], [other], [later]]);
      expect(await withCompletions([first])).to.deep.equal([[first]]);
      expect(await withCompletions([first, path.join(dir, 'none')])).to.deep.equal([[first], [path.join(dir, 'none')]]);
    });
  });

  /** A bundle of the node of the fixtures, taken half an hour later. */
  async function pack(
    name: string,
    about: { readonly only?: string; readonly machineIdHash?: string; readonly startedAt?: string },
    entries: Readonly<Record<string, string>>,
  ): Promise<string> {
    const { only, machineIdHash, startedAt = '2026-11-23T20:30:00.000Z' } = about;
    const healthy = await headerOfFixture();
    const header: ManifestHeader = {
      ...healthy,
      startedAt,
      node: { ...healthy.node, ...(machineIdHash && { machineIdHash }) },
      limits: { deadlineSeconds: 300, maxBytes: 1, ...(only && { only }) },
    };
    const outcomes = Object.keys(entries).map(
      (entry): SpecOutcome => ({
        spec: `logs/${path.basename(entry, '.log')}`,
        outcome: 'ok',
        startedAt,
        durationMs: 1,
        entries: [],
      }),
    );
    await mkdir(dir, { recursive: true });
    const file = path.join(dir, name);
    const writer = createBundleWriter(createWriteStream(file), new Date(startedAt));
    await writer.add(HEADER_PATH, Buffer.from(JSON.stringify(header)));
    for (const [entry, text] of Object.entries(entries)) await writer.add(entry, Buffer.from(`${text}\n`));
    await writer.add(MANIFEST_PATH, Buffer.from(JSON.stringify({ ...header, finishedAt: startedAt, outcomes })));
    await writer.finish();
    return file;
  }
});

async function headerOfFixture(): Promise<ManifestHeader> {
  return JSON.parse(await readFile(path.join(fixtures, 'healthy', HEADER_PATH), 'utf8')) as ManifestHeader;
}
