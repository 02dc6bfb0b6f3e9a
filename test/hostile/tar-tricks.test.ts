import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import type { Bundle } from '../../analyzer/bundle.js';
import { readBundle } from '../../analyzer/bundle-reader/read-bundle.js';
import { cniConfig } from '../../bundle/specs/config.js';
import { df } from '../../bundle/specs/disk.js';
import { paxEntry, paxRecord, rawEntry, summed, TAR_END } from './raw-tar.js';

const DF = 'commands/disk/df.txt';
const CNI = 'files/etc/cni/net.d/';
const LONG = `${CNI}${'x'.repeat(120)}.conf`;
const HEADER = rawEntry({ name: 'header.json' }, '{}');
const AFTER = rawEntry({ name: `${CNI}after.conf` }, 'after');

describe('tar tricks', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-tricks-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  async function read(...entries: readonly Buffer[]): Promise<Bundle> {
    const file = path.join(dir, 'made.tar');
    await writeFile(file, Buffer.concat([HEADER, ...entries, TAR_END]));
    return readBundle(file, []);
  }

  /** What was told besides the header that is none. */
  const told = ({ problems }: Bundle) => problems.filter(({ entry }) => entry !== 'header.json');
  const cniFiles = (bundle: Bundle) =>
    bundle.documents(cniConfig).map(({ path, text }) => [path.slice(CNI.length), text]);

  const stolen = (type: string, linkname: string) => rawEntry({ name: DF, type, linkname });
  const REFUSED: readonly (readonly [what: string, entries: readonly Buffer[], why: RegExp])[] = [
    ['an absolute path', [rawEntry({ name: `/${DF}` }, 'x')], /absolute path/],
    ['an absolute path by its prefix', [rawEntry({ name: 'df.txt', prefix: '/commands/disk' }, 'x')], /absolute path/],
    ["a path with '..'", [rawEntry({ name: `../${DF}` }, 'x')], /'\.\.'/],
    ["a path with '..' inside", [rawEntry({ name: `commands/x/../disk/df.txt` }, 'x')], /'\.\.'/],
    ["a path with '..' by its prefix", [rawEntry({ name: 'df.txt', prefix: 'commands/x/../disk' }, 'x')], /'\.\.'/],
    ['backslashes', [rawEntry({ name: 'commands\\disk\\df.txt' }, 'x')], /backslash/],
    ['a drive letter', [rawEntry({ name: `C:${DF}` }, 'x')], /drive letter/],
    ['control characters', [rawEntry({ name: 'commands/disk/\x1b]0;x\x07df.txt' }, 'x')], /control characters/],
    ['a line end', [rawEntry({ name: 'commands/disk/df.txt\n' }, 'x')], /control characters/],
    ['a name that turns its text around', [rawEntry({ name: 'commands/\u202etxt.fd' }, 'x')], /control characters/],
    ['a symbolic link', [stolen('2', '/etc/shadow')], /symbolic link/],
    ['a hard link', [stolen('1', 'header.json')], /hard link/],
    ['a device of characters', [stolen('3', '')], /device/],
    ['a device of blocks', [stolen('4', '')], /device/],
    ['a fifo', [stolen('6', '')], /pipe/],
    ['a sparse file of GNU tar', [rawEntry({ name: DF, type: 'S', magic: 'ustar  \0' }, 'x')], /sparse/],
    ['a sparse file of pax', [paxEntry(paxRecord('GNU.sparse.major', '1')), rawEntry({ name: DF }, 'x')], /sparse/],
    ['a volume of several', [rawEntry({ name: DF, type: 'M' }, 'x')], /of a kind/],
    ['a kind that nobody knows', [rawEntry({ name: DF, type: '!' }, 'x')], /of a kind/],
    ['a header for all that follow', [rawEntry({ name: 'g', type: 'g' }, paxRecord('path', DF))], /for all files/],
    ['a second name by pax', [paxEntry(paxRecord('path', DF)), rawEntry({ name: 'readme' }, 'x')], /two names/],
    [
      'two names in one pax header',
      [paxEntry(paxRecord('path', LONG), paxRecord('path', `${LONG}2`)), rawEntry({ name: 'x' }, 'x')],
      /two names/,
    ],
    [
      'a second name by GNU tar',
      [rawEntry({ name: '././@LongLink', type: 'L' }, `${DF}\0`), rawEntry({ name: 'readme' }, 'x')],
      /two names/,
    ],
    [
      'a second size by pax',
      [paxEntry(paxRecord('size', '512')), rawEntry({ name: DF, size: 2 }, Buffer.alloc(512, 'x'))],
      /two sizes/,
    ],
    ['a link by pax', [paxEntry(paxRecord('linkpath', '/etc/shadow')), rawEntry({ name: DF }, 'x')], /link/],
    [
      'a link by GNU tar',
      [rawEntry({ name: '././@LongLink', type: 'K' }, '/etc/shadow\0'), rawEntry({ name: DF }, 'x')],
      /link/,
    ],
    [
      'two extended headers',
      [paxEntry(paxRecord('path', LONG)), paxEntry(paxRecord('path', LONG)), rawEntry({ name: DF }, 'x')],
      /two extended headers/,
    ],
    ['a broken pax header', [paxEntry('99 path=x\n'), rawEntry({ name: DF }, 'x')], /extended header is broken/],
    ['a pax header without end', [paxEntry('5 x=1'), rawEntry({ name: DF }, 'x')], /extended header is broken/],
    ['a size in words', [paxEntry(paxRecord('size', '-1')), rawEntry({ name: DF }, 'x')], /extended header is broken/],
    [
      'a pax header of 1 MiB',
      [paxEntry(paxRecord('comment', 'x'.repeat(2 ** 20))), rawEntry({ name: DF }, 'x')],
      /too long/,
    ],
    [
      'a name over 1 KiB by pax',
      [paxEntry(paxRecord('path', 'x'.repeat(1025))), rawEntry({ name: DF }, 'x')],
      /longer than 1024/,
    ],
    [
      'a name over 1 KiB by GNU tar',
      [rawEntry({ name: '././@LongLink', type: 'L' }, `${'x'.repeat(1025)}\0`), rawEntry({ name: DF }, 'x')],
      /longer than 1024/,
    ],
    ["a long name with '..'", [paxEntry(paxRecord('path', `../${LONG}`)), rawEntry({ name: 'x' }, 'x')], /'\.\.'/],
    [
      'a NUL in a long name',
      [paxEntry(paxRecord('path', `${LONG}\0x`)), rawEntry({ name: 'x' }, 'x')],
      /control characters/,
    ],
  ];

  for (const [what, entries, why] of REFUSED) {
    it(`refuses ${what}, and reads on`, async () => {
      const bundle = await read(...entries, AFTER);
      expect(told(bundle)).to.have.length(1);
      expect(told(bundle)[0]?.kind).to.equal('refused');
      expect(told(bundle)[0]?.detail).to.match(why);
      expect(told(bundle)[0]?.entry ?? '', 'fit for a terminal').to.not.match(/[\x00-\x1f\u202e]/);
      expect(bundle.documents(df)).to.deep.equal([]);
      expect(cniFiles(bundle)).to.deep.equal([['after.conf', 'after']]);
    });
  }

  it('refuses a duplicate name, however it is written', async () => {
    const bundle = await read(
      rawEntry({ name: DF }, 'first'),
      rawEntry({ name: `./${DF}` }, 'second'),
      rawEntry({ name: 'df.txt', prefix: 'commands/disk' }, 'third'),
    );
    expect(bundle.documents(df).map(({ text }) => text)).to.deep.equal(['first']);
    expect(told(bundle).map(({ detail }) => detail)).to.deep.equal(
      Array(2).fill('there is one of that name before it'),
    );
  });

  it('counts what it refuses, by the reason', async () => {
    const links = Array.from({ length: 40 }, (_, i) => rawEntry({ name: `link${i}`, type: '2', linkname: 'x' }));
    const bundle = await read(...links, rawEntry({ name: '/x' }));
    expect(told(bundle)).to.have.length(7);
    expect(told(bundle)[5]?.detail).to.equal('it is a symbolic link (35 more such entries)');
    expect(told(bundle)[6]?.detail).to.match(/absolute/);
  });

  it('takes a long name where a header has no room for it', async () => {
    const withPax = await read(
      paxEntry(paxRecord('mtime', '1.5'), paxRecord('path', LONG)),
      rawEntry({ name: LONG.slice(0, 100) }, 'x'),
    );
    const withGnu = await read(
      rawEntry({ name: '././@LongLink', type: 'L' }, `${LONG}\0`),
      rawEntry({ name: LONG.slice(0, 100) }, 'x'),
    );
    const chinese = await read(
      paxEntry(paxRecord('path', `${CNI}网络.conf`)),
      rawEntry({ name: `${CNI}??.conf` }, 'x'),
    );
    const same = await read(
      paxEntry(paxRecord('path', `${CNI}a.conf`), paxRecord('size', '1')),
      rawEntry({ name: `${CNI}a.conf` }, 'x'),
    );
    for (const bundle of [withPax, withGnu, chinese, same]) {
      expect(told(bundle)).to.deep.equal([]);
      expect(cniFiles(bundle)).to.have.length(1);
    }
    expect(cniFiles(withGnu)).to.deep.equal(cniFiles(withPax));
  });

  it('skips the map of a sparse file of GNU tar to find what follows', async () => {
    const sparse = rawEntry({ name: DF, type: 'S', magic: 'ustar  \0', size: 512 });
    sparse[482] = 1;
    const map = Buffer.alloc(512);
    map[504] = 1;
    const bundle = await read(summed(sparse), map, Buffer.alloc(512), Buffer.alloc(512, 'x'), AFTER);
    expect(told(bundle).map(({ detail }) => detail)).to.deep.equal(['it is a sparse file']);
    expect(cniFiles(bundle)).to.deep.equal([['after.conf', 'after']]);
  });

  it('skips what is no header until there is one, and says from where on', async () => {
    const broken = rawEntry({ name: DF }, 'x');
    broken[0] = 0x58;
    const bundle = await read(
      broken,
      rawEntry({ name: 'x', size: '99999999999\0' }),
      rawEntry({ name: 'x', size: '\xff'.repeat(12) }),
      AFTER,
    );
    expect(told(bundle)).to.deep.equal([
      { kind: 'damaged', detail: 'the tar is damaged at byte 1024: from there to the next header nothing is used' },
    ]);
    expect(cniFiles(bundle)).to.deep.equal([['after.conf', 'after']]);
  });

  it('believes no size that is larger than the bundle', async () => {
    const huge = Buffer.alloc(12);
    huge.writeUInt32BE(0x80000000, 0);
    huge.writeUInt32BE(0x7fffffff, 6);
    const bundle = await read(rawEntry({ name: `${CNI}a.conf`, size: huge.toString('latin1') }, 'all there is'));
    expect(told(bundle).map(({ kind }) => kind)).to.deep.equal(['cut-off']);
    expect(bundle.documents(cniConfig)[0]?.text).to.match(/^all there is/);
  });

  it('reads what GNU tar writes in each of its formats', async () => {
    const names = [`${CNI}${'long-'.repeat(40)}.conf`, `${CNI}${'部'.repeat(30)}.conf`, DF];
    for (const name of names) {
      await execa('mkdir', ['-p', path.dirname(path.join(dir, 'files', name))]);
      await writeFile(path.join(dir, 'files', name), 'x'.repeat(700));
    }
    for (const format of ['gnu', 'oldgnu', 'pax', 'posix']) {
      const file = path.join(dir, `${format}.tar`);
      await execa('tar', ['-cf', file, `--format=${format}`, '-C', path.join(dir, 'files'), '.']);
      const bundle = await readBundle(file, []);
      expect(bundle.problems, format).to.deep.equal([]);
      expect(
        bundle.documents(cniConfig).map(({ path }) => path),
        format,
      ).to.have.members(names.slice(0, 2));
      expect(bundle.documents(df)[0]?.text, format).to.have.length(700);
    }
  });
});
