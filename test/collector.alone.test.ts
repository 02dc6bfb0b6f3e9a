import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import type { Outcome } from '../bundle/manifest.js';
import { type Argv, command, file, glob, kubectl, type Spec } from '../bundle/spec.js';
import { matchNode } from '../collector/node-name.js';
import { splitWords } from '../collector/split-words.js';
import { collectSpecs, inScratch } from './collector-support.js';
import { root } from './support.js';

type CommandOptions = Parameters<typeof command>[3];
const sh = (name: string, script: string, options: CommandOptions = {}) =>
  command(`t/${name}`, ['sh', '-c', script], 'A test.', options);
const absent: Argv = ['no-such-program-of-ours'];

describe('outcomes of commands', () => {
  const cases: readonly (readonly [Spec, Outcome, RegExp?])[] = [
    [sh('ok', 'echo out'), 'ok'],
    [sh('says-nothing', 'true'), 'ok'],
    [sh('fails', 'echo out; echo no such luck >&2; exit 3'), 'failed', /^no such luck$/],
    [sh('fails-silently', 'exit 3'), 'failed', /^exit code 3/],
    [sh('ok-exit', 'echo dead; exit 3', { okExits: [3] }), 'ok'],
    [sh('missing-exit', 'echo Unit x could not be found. >&2; exit 4', { missingExits: [4] }), 'missing', /^Unit x/],
    [command('t/absent', absent, 'A test.'), 'missing', /there is no no-such-program/],
    [sh('denied', 'echo You must be root to run this program. >&2; exit 4'), 'denied', /must be root/],
    [sh('no-journal', 'echo No journal files were found. >&2; echo -- No entries --'), 'missing', /no journal/],
    [
      sh(
        'no-boot',
        'echo "Data from the specified boot (-1) is not available: No such boot ID in journal" >&2; exit 1',
      ),
      'missing',
      /no boot before this one/,
    ],
    [
      sh('no-boot-257', 'echo "No journal boot entry found for the specified boot (-1)." >&2; exit 1'),
      'missing',
      /no boot before this one/,
    ],
    [sh('killed', 'kill -KILL $$'), 'failed', /SIGKILL/],
    [command('t/else', ['false'], 'A test.', { orElse: [absent, ['echo', 'third']] }), 'ok'],
    [
      command('t/else-absent', absent, 'A test.', { orElse: [['sh', '-c', 'echo bad >&2; exit 1']] }),
      'failed',
      /^bad$/,
    ],
    [sh('ok-else', 'echo first', { orElse: [['echo', 'second']] }), 'ok'],
    [sh('document-cut', 'printf "line one\\nline two\\nline three\\n"', { maxBytes: 20 }), 'truncated'],
    [sh('log-cut', 'printf "line one\\nline two\\nline three\\n"', { maxBytes: 21, content: 'log' }), 'truncated'],
    [sh('log-fits', 'printf "line one\\n"', { maxBytes: 9, content: 'log' }), 'ok'],
    [sh('slow', 'echo begun; sleep 31.7', { timeoutSeconds: 0.3 }), 'timeout', /did not end in its time/],
    [sh('no-term', 'trap "" TERM; echo begun; while :; do sleep 0.1; done', { timeoutSeconds: 0.2 }), 'timeout'],
    [sh('orphan', 'sleep 31.7 & echo done'), 'ok'],
    [sh('environment', 'echo "$LC_ALL $LANG"; cat'), 'ok'],
  ];

  it('are as they should be, each with what was printed', async () => {
    await collectSpecs(
      cases.map(([spec]) => spec),
      async bundle => {
        for (const [spec, outcome, reason] of cases) {
          const recorded = await bundle.outcome(spec);
          expect(recorded.outcome, spec.id).to.equal(outcome);
          if (reason) expect(recorded.reason, spec.id).to.match(reason);
          for (const entry of recorded.entries) {
            const bytes = await readFile(path.join(bundle.dir, entry.path));
            expect(entry.bytesKept, entry.path).to.equal(bytes.length);
            expect(entry.sha256, entry.path).to.equal(createHash('sha256').update(bytes).digest('hex'));
          }
        }
        expect(await bundle.read('commands/t/ok.txt')).to.equal('out\n');
        expect(await bundle.read('commands/t/says-nothing.txt')).to.equal('');
        expect(await bundle.read('commands/t/fails.txt')).to.equal('out\n');
        expect(await bundle.read('commands/t/fails.stderr.txt')).to.equal('no such luck\n');
        expect(await bundle.read('commands/t/else.txt')).to.equal('third\n');
        expect((await bundle.outcome('t/else')).argv).to.deep.equal(['echo', 'third']);
        expect(await bundle.read('commands/t/ok-else.txt')).to.equal('first\n');
        expect(await bundle.read('commands/t/slow.txt')).to.equal('begun\n');
        expect((await bundle.outcome('t/no-term')).signal).to.equal('SIGKILL');
        expect(await bundle.read('commands/t/environment.txt')).to.equal('C C\n');
        expect((await bundle.outcome('t/killed')).signal).to.equal('SIGKILL');

        expect(await bundle.read('commands/t/document-cut.txt')).to.equal('line one\nline two\n');
        expect((await bundle.outcome('t/document-cut')).entries[0]).to.include({
          bytesRead: 29,
          bytesKept: 18,
          cut: 'end',
        });
        expect(await bundle.read('logs/log-cut.log')).to.equal('line two\nline three\n');
        expect((await bundle.outcome('t/log-cut')).entries[0]).to.include({
          bytesRead: 29,
          bytesKept: 20,
          cut: 'start',
        });
        expect(bundle.paths).not.to.include('commands/t/missing-exit.stderr.txt');

        expect(bundle.paths[0]).to.equal('header.json');
        expect(bundle.paths.at(-1)).to.equal('manifest.json');
        const manifest = await bundle.manifest();
        expect(manifest.outcomes.map(({ spec }) => spec)).to.deep.equal(cases.map(([spec]) => spec.id));
        expect(manifest.outcomes[0]).to.deep.equal(await bundle.outcome('t/ok'));
        expect(manifest.node.name).to.equal('n1');
      },
    );
    const { stdout } = await execa('ps', ['-eo', 'args']);
    expect(stdout.split('\n').filter(line => line === 'sleep 31.7')).to.deep.equal([]);
  });

  it('keeps the newest of a flood in little memory', async function () {
    this.timeout(15_000);
    await inScratch(async dir => {
      const script = `
        import { collect } from '${root}/dist/collector/collect.js';
        import { command } from '${root}/dist/bundle/spec.js';
        const options = { content: 'log', maxBytes: 32 * 2 ** 20, timeoutSeconds: 3 };
        const flood = command('t/flood', ['seq', '-f', 'a line of a log, number %.0f', '1', '1000000000'], 'x', options);
        const document = command('t/document', ['yes', 'a line'], 'x', { maxBytes: 2 ** 20, timeoutSeconds: 1 });
        const result = await collect({ output: '${dir}/b.tar.gz', specs: [flood, document], node: 'n1' });
        console.log(JSON.stringify({ rssKiB: process.resourceUsage().maxRSS, entries: result.manifest.outcomes.map(one => one.entries[0]) }));`;
      const { stdout } = await execa('node', ['--input-type=module', '-e', script]);
      const { rssKiB, entries } = JSON.parse(stdout);
      const [flood, document] = entries;
      expect(flood.bytesRead).to.be.above(64 * 2 ** 20);
      expect(flood.bytesKept).to.be.within(31 * 2 ** 20, 32 * 2 ** 20);
      expect(flood.cut).to.equal('start');
      expect(document.bytesKept).to.be.within(2 ** 20 - 10, 2 ** 20);
      expect(rssKiB / 1024).to.be.below(150);
      // The first line and the last but one: where the last ends is up to the SIGTERM.
      const firstAndLast = `tar xzOf ${dir}/b.tar.gz logs/flood.log | sed -n '1p;$!{h;d;};x;p'`;
      const { stdout: ends } = await execa('sh', ['-c', firstAndLast]);
      expect(ends).to.match(/^a line of a log, number \d+\na line of a log, number \d+$/);
    });
  });
});

describe('outcomes of files', () => {
  it('tells what is there, what is not, and what is cut', async () => {
    await inScratch(async dir => {
      const at = (name: string) => `${dir}/${name}` as `/${string}`;
      await writeFile(at('a.txt'), 'one\ntwo\nthree\n');
      await mkdir(at('d'));
      for (const name of ['1.conf', '2.conf', '3.conf'])
        await writeFile(at(`d/${name}`), `${name}\nK3S_TOKEN=hunter2\n`);
      await writeFile(at('tls.key'), 'never');
      await symlink(at('nowhere'), at('dangling'));
      await execa('mkfifo', [at('fifo')]);
      const specs = [
        file('f/ok', at('a.txt'), 'x'),
        file('f/head', at('a.txt'), 'x', { maxBytes: 9 }),
        file('f/missing', at('no'), 'x'),
        file('f/dangling', at('dangling'), 'x'),
        file('f/directory', at('d'), 'x'),
        file('f/hangs', at('fifo'), 'x', { timeoutSeconds: 0.3 }),
        file('f/forbidden', at('tls.key'), 'x'),
        glob('f/glob', at('d/*.conf'), 'x', { maxFiles: 2 }),
        glob('f/none', at('d/*.yaml'), 'x'),
        glob('f/keys', at('*.key'), 'x'),
        glob('f/tail', at('d/1*'), 'x', { content: 'log', maxBytes: 20 }),
      ];
      await collectSpecs(specs, async bundle => {
        const outcomes = (await bundle.manifest()).outcomes;
        expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal([
          'ok',
          'truncated',
          'missing',
          'missing',
          'missing',
          'timeout',
          'skipped',
          'ok',
          'missing',
          'skipped',
          'truncated',
        ]);
        // The same file twice lies in the bundle once.
        expect(bundle.paths.filter(entry => entry === `files${at('a.txt')}`)).to.have.length(1);
        expect(outcomes[1]?.entries).to.deep.equal([]);
        expect(outcomes[7]?.entries.map(entry => entry.path)).to.deep.equal([
          `files${at('d/2.conf')}`,
          `files${at('d/3.conf')}`,
        ]);
        expect(outcomes[7]?.entries[0]?.redactions).to.equal(1);
        expect(await bundle.read(`files${at('d/2.conf')}`)).to.equal('2.conf\nK3S_TOKEN=<redacted:credential>\n');
        expect(outcomes[10]?.entries[0]).to.include({ bytesRead: 25, bytesKept: 32, cut: 'start' });
        for (const entry of bundle.paths) expect(await bundle.read(entry), entry).not.to.include('hunter2');
      });
    });
  });

  it('tells what this user may not read', async () => {
    await inScratch(async dir => {
      await writeFile(path.join(dir, 'secret.txt'), 'x');
      await chmod(path.join(dir, 'secret.txt'), 0o000);
      await chmod(dir, 0o777);
      const script = `
        import { collect } from '${root}/dist/collector/collect.js';
        import { file } from '${root}/dist/bundle/spec.js';
        const result = await collect({ output: '${dir}/b.tar.gz', specs: [file('f/denied', '${dir}/secret.txt', 'x')], node: 'n1' });
        console.log(JSON.stringify(result.manifest.outcomes[0]));`;
      const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=-all'];
      const node = ['node', '--input-type=module', '-e', script];
      const [program = '', ...args] = process.geteuid?.() === 0 ? ['setpriv', ...nobody, ...node] : node;
      const { stdout } = await execa(program, args);
      expect(JSON.parse(stdout)).to.include({ outcome: 'denied', reason: `this user may not read ${dir}/secret.txt` });
    });
  });
});

describe('dependencies', () => {
  it('asks nobody twice who did not answer', async () => {
    const refused =
      'echo "Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?" >&2; exit 1';
    const specs = [
      sh('docker', refused, { dependsOn: 'docker' }),
      sh('docker-again', 'echo out', { dependsOn: 'docker' }),
      sh('cri', 'sleep 31.7', { dependsOn: 'cri', timeoutSeconds: 0.2 }),
      sh('cri-again', 'echo out', { dependsOn: 'cri' }),
      sh('other', 'echo out'),
    ];
    await collectSpecs(specs, async bundle => {
      const { outcomes } = await bundle.manifest();
      expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal(['failed', 'skipped', 'timeout', 'skipped', 'ok']);
      expect(outcomes[1]?.reason).to.match(/^docker did not answer: Cannot connect/);
      expect(outcomes[3]?.reason).to.match(/^the container runtime did not answer: sh did not end in its time/);
    });
  });

  it('asks an API server that is down once, and goes on with the hostname', async () => {
    const specs = [kubectl('k/a', ['get', '{node}'], 'x'), kubectl('k/b', ['get', 'x'], 'x')];
    await inScratch(async dir => {
      const fake = path.join(dir, 'my kubectl');
      await writeFile(
        fake,
        `#!/bin/sh\nprintf "%s\\n" "$*" >>${dir}/calls\necho "The connection to the server x was refused" >&2\nexit 1\n`,
      );
      await chmod(fake, 0o755);
      await collectSpecs(
        specs,
        async bundle => {
          const { outcomes, node } = await bundle.manifest();
          expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal(['skipped', 'skipped']);
          expect(outcomes[0]?.reason).to.match(/^the API server did not answer: The connection/);
          expect(node.name).to.equal(node.hostname.toLowerCase());
          expect(node.nameFrom).to.match(/not checked/);
          expect((await readFile(path.join(dir, 'calls'), 'utf8')).trim().split('\n')).to.have.length(1);
        },
        { node: undefined, kubectl: `sh '${fake}' toolbox` },
      );
    });
  });

  it('takes a no of the API server for an answer', async () => {
    const specs = [kubectl('k/denied', ['get', '{node}'], 'x'), kubectl('k/again', ['get', 'x'], 'x')];
    const script = `echo "Error from server (Forbidden): nodes is forbidden: dial tcp: connection refused" >&2; exit 1`;
    await collectSpecs(
      specs,
      async bundle => {
        const { outcomes } = await bundle.manifest();
        expect(outcomes.map(({ outcome }) => outcome)).to.deep.equal(['denied', 'denied']);
        expect(outcomes[0]?.argv?.slice(-3)).to.deep.equal(['--request-timeout=8s', 'get', 'n1']);
      },
      { kubectl: `sh -c '${script}'` },
    );
  });
});

describe('name of the node', () => {
  const answer = [
    'n1\t11111111111111111111111111111111\tn1\t192.0.2.1 n1 ',
    'n2.example.com\t22222222222222222222222222222222\thost2\t192.0.2.2 ',
    'n3\t22222222222222222222222222222222\tn3\t192.0.2.3 2001:db8::3 ',
  ].join('\n');
  const name = (hostname: string, machineId: string | undefined, ...addresses: string[]) =>
    matchNode(answer, { hostname, machineId }, new Set(addresses)).name;

  it('is found by machine-id, then hostname, then address', () => {
    expect(name('x', '1'.repeat(32))).to.equal('n1');
    expect(name('HOST2', undefined)).to.equal('n2.example.com');
    expect(name('n1.example.com', undefined)).to.equal('n1');
    expect(name('x', undefined, '2001:db8::3')).to.equal('n3');
    expect(name('x', undefined)).to.equal(undefined);
  });

  it('does not trust a machine-id that two machines have', () => {
    expect(name('x', '2'.repeat(32), '192.0.2.3')).to.equal('n3');
    expect(name('n3', '2'.repeat(32))).to.equal('n3');
  });
});

describe('--kubectl', () => {
  it('is split into words like a shell does', () => {
    expect(splitWords('ones-ai-k8s.sh kubectl')).to.deep.equal(['ones-ai-k8s.sh', 'kubectl']);
    expect(splitWords(` ssh  'a b' "c \\"d\\"" e\\ f --x="y z" `)).to.deep.equal([
      'ssh',
      'a b',
      'c "d"',
      'e f',
      '--x=y z',
    ]);
  });
});
