import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { analyze } from '../../analyzer/analyze.js';
import { render } from '../../analyzer/report/render.js';
import type { ReportedFinding } from '../../analyzer/report/report.js';
import { renderTerminal } from '../../analyzer/report/terminal.js';
import { entryPath } from '../../bundle/entry-path.js';
import type { EntryRecord, Manifest, SpecOutcome } from '../../bundle/manifest.js';
import { df } from '../../bundle/specs/disk.js';
import { unitJournal } from '../../bundle/specs/units.js';
import { fixtures } from '../support.js';
import { rawEntry, TAR_END } from './raw-tar.js';

const DF = entryPath(df);
const LOG = entryPath(unitJournal.kubelet);
const header = JSON.parse(await readFile(path.join(fixtures, 'healthy/header.json'), 'utf8')) as Omit<
  Manifest,
  'outcomes'
>;
const full =
  'Filesystem     1024-blocks     Used Available Capacity Mounted on\n/dev/vda1         41152736 40152736         0     100% /\n';
const panic = '2026-11-23T19:00:00.000000+0000 kn1 kubelet[9]: panic: runtime error: index out of range\n';
const ENTRIES: Readonly<Record<string, string>> = { [DF]: full, [LOG]: panic };

describe('a bundle and its records', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-integrity-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  const records = () =>
    Object.entries(ENTRIES).map(([path, text]) => ({
      path,
      bytesRead: text.length,
      bytesKept: text.length,
      sha256: createHash('sha256').update(text).digest('hex'),
      redactions: 0,
    }));

  /** Made by a collector, then changed: entries, what is recorded of them, and the header. */
  async function report(
    entries: Readonly<Record<string, string>>,
    recorded: readonly EntryRecord[] = records(),
    change: Partial<Manifest> = {},
  ) {
    const outcomes: SpecOutcome[] = recorded.map(record => ({
      spec: record.path === LOG ? unitJournal.kubelet.id : df.id,
      outcome: 'ok',
      startedAt: header.startedAt,
      durationMs: 3,
      entries: [record],
    }));
    const all = {
      'header.json': JSON.stringify({ ...header, ...change }),
      ...entries,
      'manifest.json': JSON.stringify({ ...header, finishedAt: header.startedAt, outcomes, ...change }),
    };
    const file = path.join(dir, 'made.tar');
    await writeFile(
      file,
      Buffer.concat([...Object.entries(all).map(([name, text]) => rawEntry({ name }, text)), TAR_END]),
    );
    return analyze(file);
  }

  const doubted = (findings: readonly ReportedFinding[]) =>
    findings.flatMap(({ doubts, evidence }) => (doubts ? evidence.map(({ file }) => file) : []));
  const kinds = (problems: readonly { readonly kind: string; readonly entry?: string }[]) =>
    problems.map(({ kind, entry }) => [kind, entry]);

  it('that agree are not doubted', async () => {
    const { findings, coverage } = await report(ENTRIES);
    expect(findings.map(({ check }) => check)).to.include.members(['disk/filesystems-not-full', 'kubelet/no-panic']);
    expect(findings.every(({ doubts }) => doubts === undefined)).to.equal(true);
    expect(coverage.problems).to.deep.equal([]);
  });

  it('marks an entry that was changed, and every finding on it, in every form of the report', async () => {
    for (const [file, entries] of [
      [DF, { ...ENTRIES, [DF]: `${full} ` }],
      [LOG, { ...ENTRIES, [LOG]: panic.replace('runtime', 'ruintime') }],
    ] as const) {
      const changed = await report(entries);
      expect(kinds(changed.coverage.problems)).to.deep.equal([['altered', file]]);
      const about = changed.findings.filter(({ evidence }) => evidence.some(at => at.file === file));
      expect(about).to.not.deep.equal([]);
      expect(changed.findings.filter(({ doubts }) => doubts)).to.deep.equal(about);
      const shown = [
        ...(['html', 'md', 'json', 'sarif', 'junit'] as const).map(format => render([changed], format)),
        renderTerminal(changed, { width: 400, colour: false }),
      ];
      for (const text of shown)
        expect(text.split('is not as the collector wrote it').length).to.be.greaterThan(about.length);
    }
  });

  it('marks an entry that somebody has added', async () => {
    const { findings, coverage } = await report(ENTRIES, records().slice(1));
    expect(kinds(coverage.problems)).to.deep.equal([['added', DF]]);
    expect(new Set(doubted(findings))).to.deep.equal(new Set([DF]));
  });

  it('tells what was taken away', async () => {
    const { coverage } = await report({ [LOG]: panic });
    expect(coverage.problems).to.deep.equal([
      { kind: 'damaged', entry: DF, detail: 'it was collected and is not in the bundle' },
    ]);
  });

  it('goes by the size where the node has nothing to make a checksum with', async () => {
    const without = records().map(record => ({ ...record, sha256: '' }));
    expect((await report(ENTRIES, without)).coverage.problems).to.deep.equal([]);
    expect(kinds((await report({ ...ENTRIES, [DF]: `${full} ` }, without)).coverage.problems)).to.deep.equal([
      ['altered', DF],
    ]);
  });

  it('lets a manifest that lies change no more than what is said about it', async () => {
    const honest = await report(ENTRIES);
    const lies: readonly (readonly [string, Partial<EntryRecord>])[] = [
      ['sizes', { bytesRead: Number.MAX_SAFE_INTEGER, bytesKept: 0 }],
      ['names', { path: '../../etc/passwd' }],
      ['names that nobody can read', { path: '\x1b[2J\u202e' }],
      ['checksums', { sha256: 'x'.repeat(100_000) }],
    ];
    const [first, ...others] = records() as [EntryRecord, ...EntryRecord[]];
    for (const [what, lie] of lies) {
      const { findings, sections, coverage } = await report(ENTRIES, [{ ...first, ...lie }, ...others]);
      const undoubted = findings.map(({ doubts: _, ...finding }) => finding);
      expect(undoubted, what).to.deep.equal(honest.findings);
      expect(sections, what).to.deep.equal(honest.sections);
      expect(JSON.stringify(coverage.problems), what).to.not.match(/\\u001b|\u202e/);
      expect(coverage.problems.length, what).to.be.greaterThan(0);
    }
  });

  it('believes no outcome that says that nothing is there', async () => {
    const outcomes = (await report(ENTRIES)).coverage.outcomes;
    expect(outcomes.ok).to.equal(2);
    const lie = {
      outcomes: [df.id, unitJournal.kubelet.id].map(spec => ({
        spec,
        outcome: 'missing' as const,
        startedAt: header.startedAt,
        durationMs: 1,
        entries: [],
      })),
    };
    const { findings } = await report(ENTRIES, records(), lie);
    expect(findings.map(({ check }) => check)).to.include.members(['disk/filesystems-not-full', 'kubelet/no-panic']);
  });

  it('takes times of no calendar for no header', async () => {
    for (const change of [
      { startedAt: '+275760-09-13T00:00:00.000Z' },
      { startedAt: '-000001-01-01T00:00:00.000Z' },
      { utcOffsetMinutes: 1e300 },
      { uptimeSeconds: 1e300 },
      { uptimeSeconds: -1 },
    ]) {
      const { coverage, node, findings } = await report(ENTRIES, records(), change);
      expect(node.collectedAt).to.equal(undefined);
      expect(kinds(coverage.problems)).to.deep.equal([
        ['damaged', 'header.json'],
        ['damaged', 'manifest.json'],
      ]);
      expect(findings.map(({ check }) => check)).to.include('kubelet/no-panic');
    }
    const future = await report(ENTRIES, records(), { startedAt: '2199-01-01T00:00:00.000Z' });
    expect(future.findings.map(({ check }) => check)).to.include.members([
      'disk/filesystems-not-full',
      'kubelet/no-panic',
    ]);
  });
});
