import { mkdir, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { execa } from 'execa';
import { command, file, glob, kubectl, type Spec } from '../bundle/spec.js';
import { collectSpecs, inScratch } from './collector-support.js';
import { collectBySh, comparable, SHELLS, type Snapshot, sh, snapshot } from './shell-support.js';

const COMMANDS: readonly Spec[] = [
  sh('ok', 'echo out'),
  sh('says-nothing', 'true'),
  sh('fails', `echo out; echo 'no "such" luck\\' >&2; exit 3`),
  sh('fails-silently', 'exit 3'),
  sh('ok-exit', 'echo dead; exit 3', { okExits: [3] }),
  sh('missing-exit', 'echo Unit x could not be found. >&2; exit 4', { missingExits: [4] }),
  command('t/absent', ['no-such-program-of-ours'], 'A test.'),
  command('t/not-allowed', ['/etc/passwd'], 'A test.'),
  sh('denied', 'echo You must be root to run this program. >&2; exit 4'),
  sh('no-journal', 'echo No journal files were found. >&2; echo -- No entries --'),
  sh(
    'no-file',
    'printf "Can\'t open x\\nerror: No such file or directory\\n" >&2; echo Could not open file >&2; exit 1',
  ),
  sh('no-certificate', 'echo Could not open file x >&2; echo error: No such file or directory >&2; exit 1'),
  sh('killed', 'kill -KILL $$'),
  command('t/else', ['false'], 'A test.', { orElse: [['no-such-program-of-ours'], ['echo', 'third']] }),
  command('t/else-absent', ['no-such-program-of-ours'], 'x', { orElse: [['sh', '-c', 'echo bad >&2; exit 1']] }),
  sh('document-cut', 'printf "line one\\nline two\\nline three\\n"', { maxBytes: 20 }),
  sh('log-cut', 'printf "line one\\nline two\\nline three\\n"', { maxBytes: 21, content: 'log' }),
  sh('log-fits', 'printf "line one\\n"', { maxBytes: 9, content: 'log' }),
  sh('one-line', 'printf 0123456789', { maxBytes: 4, content: 'log' }),
  sh('slow', 'echo begun; sleep 31.7', { timeoutSeconds: 1 }),
  sh('slow-log', 'echo begun; sleep 31.7', { timeoutSeconds: 1, content: 'log' }),
  sh('no-term', 'trap "" TERM; echo begun; while :; do sleep 0.1; done', { timeoutSeconds: 1 }),
  sh('orphan', 'sleep 31.7 & echo done'),
  sh('argument', `printf '%s' 'it'"'"'s $HOME "x" \\'`),
  sh('secret', 'echo token=hunter2; echo password=hunter2 >&2; exit 1'),
  sh('docker', 'echo "Cannot connect to the Docker daemon at unix:///x." >&2; exit 1', { dependsOn: 'docker' }),
  sh('docker-again', 'echo out', { dependsOn: 'docker' }),
  sh('cri', 'sleep 31.7', { dependsOn: 'cri', timeoutSeconds: 1 }),
  sh('cri-again', 'echo out', { dependsOn: 'cri' }),
  kubectl('k/{node}', ['get', '{node}', '--token', 'hunter2'], 'A test.'),
];

const SECRETS = `K3S_TOKEN=hunter2
Environment="DB_PASSWORD=hunter2 hunter2"
{"auths":{"registry.example.com":{"auth":"hunter2"}},"password":"hunter\\"2"}
proxy http://user:hunter2@proxy.example.com:3128/
\t--token hunter2 --v=2
-----BEGIN RSA PRIVATE KEY-----
hunter2
hunter2
-----END RSA PRIVATE KEY-----
Authorization: Bearer abc.hunter2
'--token' \\
	'hunter2 hunter2' \\
- name: DB_PASSWORD
  value: hunter2
  password: |
    hunter2

     hunter2
  name: stays
data:
  a: aHVudGVyMmh1bnRlcjI=
kind: Secret
an odd credential Xd3Kq8mVbLn6Rt2zHwPw5Js9, key 'aaaaaaaaaaaaaaaaaaaaaaaa'
and a secret 4f1c9a778b2e4d609e35c7a1b2d3e4f5
sha256:${'a1'.repeat(32)} stays, and é and % and \\ too
no newline at the end, secret=hunter2`;

const TOOLBOX = "sh -c 'echo \"$@\"' 'my kubectl'";

interface ByShell {
  readonly taken: Snapshot;
  readonly exitCode: number | undefined;
  readonly stderr: string;
}

/** All at once: they mostly wait. */
async function underAllShells(specs: readonly Spec[], args: readonly string[]): Promise<ReadonlyMap<string, ByShell>> {
  const runs = SHELLS.map(shell =>
    collectBySh(
      shell,
      specs,
      async ({ bundle, exitCode, stderr }) => [shell, { taken: await snapshot(bundle), exitCode, stderr }] as const,
      args,
    ),
  );
  return new Map(await Promise.all(runs));
}

function expectAlike(bySh: ByShell | undefined, byNode: Snapshot): void {
  if (!bySh) throw new Error('it did not run');
  const { taken, exitCode, stderr } = bySh;
  expect(stderr).to.equal('');
  expect(exitCode).to.equal(0);
  expect(taken.manifest.outcomes.map(comparable)).to.deep.equal(byNode.manifest.outcomes.map(comparable));
  for (const outcome of taken.manifest.outcomes) {
    const wanted = byNode.manifest.outcomes.find(({ spec }) => spec === outcome.spec);
    expect(outcome.entries, outcome.spec).to.deep.equal(wanted?.entries);
    expect(JSON.parse(taken.text.get(`outcomes/${outcome.spec}.json`) ?? '')).to.deep.equal(outcome);
    for (const { path } of outcome.entries) expect(taken.text.get(path), path).to.equal(byNode.text.get(path));
  }
  expect(taken.paths[0]).to.equal('header.json');
  expect(taken.paths.at(-1)).to.equal('manifest.json');
  for (const [path, text] of taken.text) expect(text, path).not.to.include('hunter');
}

describe('collect.sh tells what the Node.js collector tells', function () {
  this.timeout(90_000);

  describe('of commands', () => {
    let byNode: Snapshot;
    let byShell: ReadonlyMap<string, ByShell>;
    before(async () => {
      [byNode, byShell] = await Promise.all([
        collectSpecs(COMMANDS, snapshot, { kubectl: TOOLBOX }),
        underAllShells(COMMANDS, ['--node', 'n1', '--quiet', '--kubectl', TOOLBOX]),
      ]);
    });
    for (const shell of SHELLS) it(shell, () => expectAlike(byShell.get(shell), byNode));
    it('and leaves no process behind', async () => {
      const { stdout } = await execa('ps', ['-eo', 'args']);
      expect(stdout.split('\n').filter(line => line === 'sleep 31.7' || line.includes('/collect.sh'))).to.deep.equal(
        [],
      );
    });
  });

  describe('of files', () => {
    let byNode: Snapshot;
    let byShell: ReadonlyMap<string, ByShell>;
    before(() =>
      inScratch(async dir => {
        const specs = await writeFiles(dir);
        byNode = await collectSpecs(specs, snapshot);
        byShell = await underAllShells(specs, ['--node', 'n1', '--quiet']);
      }),
    );
    for (const shell of SHELLS) it(shell, () => expectAlike(byShell.get(shell), byNode));
  });
});

async function writeFiles(dir: string): Promise<readonly Spec[]> {
  const at = (name: string) => `${dir}/${name}` as `/${string}`;
  await writeFile(at('secrets.txt'), SECRETS);
  await writeFile(at('long.txt'), 'one\ntwo\nthree\n'.repeat(1000));
  await mkdir(at('d'));
  for (const name of ['.hidden.conf', '1.conf', '2 "a".conf', '3.conf', 'tls.key', `${'l'.repeat(120)}.conf`])
    await writeFile(at(`d/${name}`), `${name}\n`);
  await execa('mkfifo', [at('fifo')]);
  return [
    file('f/secrets', at('secrets.txt'), 'x'),
    file('f/again', at('secrets.txt'), 'x', { maxBytes: 9 }),
    file('f/head', at('long.txt'), 'x', { maxBytes: 100 }),
    glob('f/tail', at('l*.txt'), 'x', { maxBytes: 100, content: 'log' }),
    file('f/missing', at('no'), 'x'),
    file('f/directory', at('d'), 'x'),
    file('f/forbidden', at('d/tls.key'), 'x'),
    file('f/hangs', at('fifo'), 'x', { timeoutSeconds: 1 }),
    glob('f/conf', at('d/*.conf'), 'x', { maxFiles: 4 }),
    glob('f/all', at('d/*'), 'x'),
    glob('f/none', at('d/*.yaml'), 'x'),
  ];
}
