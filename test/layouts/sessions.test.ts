import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { judgeLoose } from '../../analyzer/analyze.js';
import { problemList } from '../../analyzer/bundle-reader/problems.js';
import { splittingSessions } from '../../analyzer/bundle-reader/split-sessions.js';
import { looseText } from '../../analyzer/layouts/loose/guess.js';
import { promptIn } from '../../analyzer/layouts/loose/prompt.js';
import { namedKind, recogniseText } from '../../analyzer/layouts/loose/recognise-text.js';
import { fixtures } from '../support.js';

const LOOSE = path.join(fixtures, 'loose');

/** Texts of the fixtures with the command that prints such. */
const TEXTS = readdirSync(LOOSE)
  .filter(truth => truth !== 'unsure')
  .flatMap(truth =>
    readdirSync(path.join(LOOSE, truth)).map(name => {
      const text = readFileSync(path.join(LOOSE, truth, name), 'utf8').trimEnd();
      const guess = recogniseText(looseText('cat /tmp/text', text));
      return { text, as: guess?.as, isRead: [...(guess?.specs ?? []), ...(guess?.more ?? [])].length > 0 };
    }),
  );

const PROMPTS = ['[root@kn1 ~]# ', 'root@kn1:/var/log# ', 'admin@kn1:~$ ', 'kn1:~ # ', 'me@kn1 ~ % ', '$ ', '# '];

function judgeText(text: string, as?: string) {
  const guess = as === undefined ? undefined : namedKind(as);
  const named = guess && new Map([['terminal.txt', guess]]);
  const files = [{ name: 'terminal.txt', from: Buffer.from(text) }];
  return judgeLoose({ name: 'terminal.txt', files, ...(named && { named }) });
}

const read = (truth: string, name: string) => readFileSync(path.join(LOOSE, truth, name), 'utf8').trimEnd();

describe('a saved terminal', () => {
  it('is split at its prompts, and each part taken for what its text alone is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...TEXTS), { minLength: 2, maxLength: 6 }),
        fc.constantFrom(...PROMPTS),
        fc.constantFrom('\n', '\r\n'),
        async (texts, prompt, end) => {
          const typed = texts.map(({ text }) => `${prompt}cat /tmp/text\n${text}\n`).join('');
          const bundles = await judgeText(typed.replaceAll('\n', end)).catch(() => undefined);
          expect(bundles !== undefined, 'whether anything of it is read').to.equal(texts.some(({ isRead }) => isRead));
          const told = bundles?.[0].bundle.origin?.files?.map(({ as }) => as);
          if (told) expect(told, typed).to.deep.equal(texts.map(({ as }) => as));
        },
      ),
      { numRuns: 60, seed: 8 },
    );
  });

  it('keeps the numbers of its lines, and tells the node by its prompt', async () => {
    const text = [
      'Last login: Mon Nov 23 19:00:00 2026 from 192.0.2.7',
      '[root@kn1 ~]# df -h',
      read('df', 'human.txt'),
      '[root@kn1 ~]# ',
      '[root@kn1 ~]# cd /var/log',
      '[root@kn1 log]# journalctl -u kubelet -o short-iso --no-pager',
      read('journalctl-u-kubelet', 'iso.txt'),
      '[root@kn1 log]# exit',
    ].join('\n');
    const [{ bundle, results }] = await judgeText(text);
    expect(bundle.header?.node.hostname).to.equal('kn1');
    expect(bundle.origin?.files?.map(({ file, as, read: isRead }) => `${file} ${as} ${isRead}`)).to.deep.equal(
      ['terminal.txt undefined false', 'terminal.txt:2 df true', 'terminal.txt:6 journalctl -u kubelet true'].map(
        (line, i) => (i === 2 ? line.replace(':6', `:${3 + lineCount(read('df', 'human.txt')) + 2}`) : line),
      ),
    );
    const lines = text.split('\n');
    const evidence = results.flatMap(result =>
      result.status === 'fail' ? result.findings.flatMap(finding => finding.evidence) : [],
    );
    expect(evidence.map(({ file }) => file)).to.include('terminal.txt');
    for (const at of evidence) expect(lines[at.line - 1]).to.equal(at.text);
    const pleg = results.find(({ check }) => check === 'pleg/healthy');
    const [at] = pleg?.status === 'fail' ? (pleg.findings[0]?.evidence ?? []) : [];
    if (!at) throw new Error('PLEG is not healthy in there');
    expect(bundle.around(at).after[0]).to.equal(lines[at.line]);
  });

  it('is what the user says that it is, whatever prompts are in it', async () => {
    const text = `$ df -h\n${read('log-of-kubelet', 'klog.txt')}\n$ free -m\n${read('log-of-kubelet', 'klog.txt')}\n`;
    const [{ bundle }] = await judgeText(text, 'kubelet');
    expect(bundle.origin?.files?.map(({ file, as }) => `${file} ${as}`)).to.deep.equal(['terminal.txt kubelet']);
    expect(bundle.logs.map(({ lines }) => lines)).to.deep.equal([text.split('\n').length - 1]);
  });

  it('is split alike in whatever pieces it comes, and nothing of what was printed is lost', () => {
    const line = fc.constantFrom(
      'root@kn1:~# df -h',
      '$ free -m',
      '# no prompt',
      '',
      'Mem: 1 2',
      'kn1:/a b',
      `long ${'x'.repeat(600)}`,
      `root@kn1:~# ${'x'.repeat(600)}`,
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 40 }), (lines, sizes) => {
        const text = Buffer.from(lines.join('\n'));
        const whole = partsOf([text]);
        const pieces: Buffer[] = [];
        let at = 0;
        for (const size of sizes) {
          pieces.push(text.subarray(at, at + size));
          at += size;
        }
        expect(partsOf([...pieces, text.subarray(at)])).to.deep.equal(whole);
        for (const { linesBefore, text: printed } of whole) {
          expect(lines.slice(linesBefore).join('\n').startsWith(printed.trimEnd())).to.equal(true);
        }
        const kept = whole.map(({ text: printed }) => printed).join('\n');
        for (const one of lines) if (!promptIn(one)) expect(kept).to.include(one);
      }),
      { numRuns: 500, seed: 8 },
    );
  });

  it('of many thousand prompts is read in a time that grows with it, and its end is not lost', async () => {
    const text = `${'$ df -h\n'.repeat(200_000)}${read('df', 'human.txt')}\n`;
    const [{ bundle }] = await judgeText(text);
    expect(bundle.origin?.files).to.have.length(1);
  });
});

describe('prompts', () => {
  for (const line of [
    '[root@kn1 ~]# df -h',
    '[root@node-1.example.com kubelet]$ ls',
    'root@kn1:~# journalctl -u kubelet | tail -100',
    '(base) admin@kn1:/etc/kubernetes$ sudo cat kubelet.conf',
    'kn1:~ # chronyc tracking',
    'me@laptop ~ % kubectl get nodes',
    'root@kn1:~# ',
    '# systemctl status kubelet',
    '$ kubectl describe node kn1',
    '$ sudo journalctl -u k3s --since -1h',
    '# cat /etc/resolv.conf',
    '#free -m',
  ]) {
    it(`is one: ${line}`, () => {
      expect(promptIn(line)).to.not.equal(undefined);
    });
  }

  for (const line of [
    '# Use public servers from the pool.ntp.org project.',
    '# free memory that is left',
    '# systemctl restart kubelet after changes',
    '# /etc/systemd/system/kubelet.service',
    '# top level settings',
    '# ip addresses of the servers',
    '# date of the last change: yesterday',
    '$ 12.50 per month',
    '#!/bin/sh',
    'E1124 03:54:31.004210    1834 kubelet.go:1882] skipping pod synchronization # 1',
    'Nov 24 03:54:31 kn1 kubelet[1834]: mail root@kn1 # of pods $ 5',
    'server ntp.example.com iburst # the first',
    'kn1:/export nfs4 /data # comment',
  ]) {
    it(`is none: ${line}`, () => {
      expect(promptIn(line)).to.equal(undefined);
    });
  }
});

/** What the entries of a file are that comes in these pieces. */
function partsOf(
  pieces: readonly Buffer[],
): { readonly name: string; readonly linesBefore: number; readonly text: string }[] {
  const parts: { name: string; linesBefore: number; text: string }[] = [];
  const builder = splittingSessions(
    {
      problems: problemList(1),
      full: false,
      refuse: () => undefined,
      entry(name, { part }) {
        const own = { name, linesBefore: part?.linesBefore ?? 0, text: '' };
        parts.push(own);
        return {
          write(chunk) {
            own.text += chunk.toString();
          },
          end: () => undefined,
        };
      },
    },
    new Set(),
  );
  const writer = builder.entry('terminal.txt', { bytes: 0, modifiedAt: 0 });
  for (const piece of pieces) writer?.write(piece);
  writer?.end(false);
  return parts;
}

function lineCount(text: string): number {
  return text.split('\n').length;
}
