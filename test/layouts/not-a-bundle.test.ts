import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { execa } from 'execa';
import { fixtures, root } from '../support.js';

const CLI = path.join(root, 'dist/analyzer/cli.js');
const KUBELET = path.join(fixtures, 'loose/journalctl-u-kubelet/iso.txt');

// What comes out of a chat beside bundles: each is called what it is, with what to do.
describe('what is no bundle', () => {
  let dir: string;
  const at = (name: string) => path.join(dir, name);
  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-none-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  const analyze = (args: readonly string[], input: string | Buffer = '') =>
    execa(process.execPath, [CLI, ...args], { cwd: dir, input, reject: false });

  /** Begins of files as their programs write them. */
  const BEGINS: Readonly<Record<string, readonly [string, RegExp]>> = {
    'a.png': ['\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', /is a picture; .* as text/],
    'a.jpg': ['\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0', /is a picture/],
    'a.webp': ['RIFF\u0010\u0001\0\0WEBPVP8 ', /is a picture/],
    'a.heic': ['\0\0\0\u0018ftypheic\0\0\0\0', /is a picture/],
    'a.pdf': ['%PDF-1.4\n%\u00e2\u00e3\n', /is a PDF; save what it says as text/],
    'a.doc': ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1\0', /is a document of Word, Excel or PowerPoint/],
    'a.rar': ['Rar!\u001a\u0007\u0001\0', /unpack it, and give the folder/],
    'a.7z': ['7z\u00bc\u00af\u0027\u001c\0\u0004', /unpack it, and give the folder/],
    'a.log.bz2': ['BZh91AY&SY\u0000', /bzip2/],
    'a.txt': ['\u00ff\u00fed\0m\0e\0s\0g\0', /UTF-16.*save it as UTF-8/],
    program: ['\u007fELF\u0002\u0001\u0001\0', /not a tar, gzip, xz, zstd or zip file; give a bundle/],
    'empty.log': ['', /is empty \(0 bytes\); give a bundle/],
  };
  for (const [name, [begin, said]] of Object.entries(BEGINS)) {
    it(`${name} is called what it is`, async () => {
      await writeFile(at(name), Buffer.from(begin, 'latin1'));
      const { exitCode, stderr } = await analyze([name]);
      expect(exitCode).to.equal(2);
      expect(stderr).to.match(said);
      expect(stderr.split('\n')).to.have.length(1);
    });
  }

  it('a zip with a password, a document of Word and a folder of pictures are, too', async () => {
    await mkdir(at('word/word'), { recursive: true });
    await writeFile(at('word/[Content_Types].xml'), '<Types/>');
    await writeFile(at('word/word/document.xml'), '<w:document>df -h</w:document>');
    await execa('zip', ['-qr', at('a.docx'), '.'], { cwd: at('word') });
    await execa('zip', ['-qj', '-P', 'secret', at('locked.zip'), KUBELET]);
    await mkdir(at('pictures'));
    await writeFile(at('pictures/a.png'), Buffer.from('\u0089PNG\r\n\u001a\n\0\0', 'latin1'));
    expect((await analyze(['a.docx'])).stderr).to.match(/is a document of Word/);
    expect((await analyze(['locked.zip'])).stderr).to.match(
      /is protected by a password; unpack it, and give the folder$/,
    );
    expect((await analyze(['pictures'])).stderr).to.match(/holds nothing that is known here; give a bundle/);
  });

  it('what is unknown beside a known text is named, and the text is judged', async () => {
    await mkdir(at('chat'));
    await writeFile(at('chat/a.png'), Buffer.from('\u0089PNG\r\n\u001a\n\0\0', 'latin1'));
    await writeFile(at('chat/b.txt'), await readFile(KUBELET));
    await writeFile(at('chat/c.txt'), 'The node is not Ready since this morning.\n');
    await execa('zip', ['-qr', at('chat.zip'), '.'], { cwd: at('chat') });
    for (const input of ['chat', 'chat.zip']) {
      const { stdout, exitCode } = await analyze([input]);
      expect(exitCode).to.equal(1);
      expect(stdout).to.match(/^Taken for:\n {2}b\.txt: journalctl -u kubelet\n {2}c\.txt: not recognised/m);
      expect(stdout).to.match(/a\.png: is a picture/);
    }
  });

  it('names in a zip are read as they were written, on Linux and on Windows', async () => {
    await mkdir(at('names'));
    await writeFile(at('names/节点日志.txt'), await readFile(KUBELET));
    await execa('zip', ['-qr', at('utf8.zip'), '.'], { cwd: at('names'), env: { LC_ALL: 'C' } });
    expect((await analyze(['utf8.zip'])).stdout).to.include('节点日志.txt: journalctl -u kubelet');
    // The same length, so that all places in the zip stay as they are.
    const zip = await readFile(at('utf8.zip'));
    const gbk = Buffer.from('bddab5e3c8d5d6be2d2d2d2d', 'hex');
    for (let i = zip.indexOf('节点日志'); i >= 0; i = zip.indexOf('节点日志', i)) gbk.copy(zip, i);
    await writeFile(at('gbk.zip'), zip);
    expect((await analyze(['gbk.zip'])).stdout).to.include('节点日志----.txt: journalctl -u kubelet');
  });

  it('a log that is gzipped by itself is the log', async () => {
    await writeFile(at('kubelet.log.gz'), gzipSync(await readFile(KUBELET)));
    const { stdout, exitCode } = await analyze(['kubelet.log.gz']);
    expect(exitCode).to.equal(1);
    expect(stdout)
      .to.match(/kubelet\.log\.gz: journalctl -u kubelet/)
      .and.match(/PLEG is not healthy/);
  });

  it('standard input is text, or it is told what to give', async () => {
    expect((await analyze(['-'], await readFile(KUBELET))).stdout).to.match(/standard input: journalctl -u kubelet/);
    expect((await analyze(['-'])).stderr).to.match(/standard input is empty/);
    const zip = await readFile(at('chat.zip'));
    expect((await analyze(['-'], zip)).stderr).to.match(/standard input is a zip file, .*: give the file itself$/);
    expect((await analyze(['-'], await readFile(at('a.png')))).stderr).to.match(/standard input: is a picture/);
  });
});
