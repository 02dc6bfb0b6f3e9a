import { once } from 'node:events';
import { cp, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { fixtures, root } from '../support.js';
import { hostNode } from './host-node.js';

/** Files of the healthy node kn1, laid over plain Debian. */
const FILES = path.join(root, 'test/node/kn1');
/** Units among them. */
const ENABLED = ['kubelet', 'chrony-source', 'node-network', 'kube-proxy-rules'];
const SCRIPTS = path.join(root, 'test/node');
const PRODUCT_IN_NODE = '/opt/nodetriage';
/** Where kn1's kubeconfig says that the API server listens. */
const API_SERVER_PORT = '8001';
const ENVIRONMENT = ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'HOME=/root', 'LANG=C.UTF-8'];
/** Who can do nothing: nobody, without groups and capabilities. */
const AS_NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--inh-caps=-all'];

export interface Ran {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real Linux node under a real systemd. All that it writes goes with it. */
export interface BootedNode {
  /** Runs a program as root inside; never throws on a failing one. */
  exec(...argv: readonly [string, ...string[]]): Promise<Ran>;
  /** Runs the built collector inside, and writes the bundle to `bundle` outside. */
  collect(bundle: string, as?: 'root' | 'nobody'): Promise<Ran>;
  /** Runs a collector of sh, given on standard input, as root inside, and writes its bundle to `bundle` outside. */
  runScript(script: string, bundle: string): Promise<Ran>;
  /** Power cut. */
  crash(): Promise<void>;
  /** Starts it again from the same disk, until all its services are up. */
  boot(): Promise<void>;
}

interface Options {
  /** Changes the disk before the first boot: `disk` is the node's `/`, as seen from outside. */
  readonly prepare?: ((disk: string) => Promise<void>) | undefined;
}

/** Boots kn1 for as long as `use` runs; nothing of it is left afterwards, also when the tests are killed. */
export async function withNode<T>(use: (node: BootedNode) => Promise<T>, { prepare }: Options = {}): Promise<T> {
  const { stdout: rootfs } = await execa('sh', [path.join(SCRIPTS, 'rootfs.sh')], { stderr: 'inherit' });
  const dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-node-'));
  const runtime = await hostNode(rootfs);
  const binds = [
    ...runtime.binds,
    ...['dist', 'node_modules', 'package.json', 'templates'].map(name => bind(path.join(root, name), name)),
  ];
  // Detached: Ctrl-C on the tests must not kill it before it has cleaned up; the closed pipe tells it to.
  const name = path.basename(dir);
  const hold = ['-m', '--propagation', 'private', 'sh', path.join(SCRIPTS, 'hold.sh'), rootfs, dir, name, ...binds];
  const holder = execa('unshare', hold, { detached: true, buffer: false, reject: false, stderr: 'inherit' });
  const answers = createInterface({ input: holder.stdout })[Symbol.asyncIterator]();
  const ask = async (word: string): Promise<string> => {
    if (word) holder.stdin.write(`${word}\n`);
    const { value, done } = await answers.next();
    if (done || value.startsWith('failed'))
      throw new Error(`the node did not ${word || 'come up'}: ${value ?? 'it is gone'}`);
    return value;
  };
  try {
    await ask('');
    const disk = `/proc/${holder.pid}/root${dir}/root`;
    await cp(FILES, disk, { recursive: true });
    await execa('chroot', [disk, 'systemctl', '--quiet', 'enable', ...ENABLED]);
    await prepare?.(disk);
    const node = controls(ask, runtime.argv);
    await node.boot();
    return await use(node).finally(node.stopApiServer);
  } finally {
    holder.stdin.end();
    await holder;
  }
}

function controls(
  ask: (word: string) => Promise<string>,
  runtime: readonly string[],
): BootedNode & { stopApiServer(): Promise<void> } {
  let leader = '';
  let stopApiServer = async () => {};
  const inside = (...argv: readonly string[]) => ['-t', leader, '-a', 'env', '-i', ...ENVIRONMENT, ...argv];
  const exec = async (...argv: readonly string[]) => {
    const { exitCode, stdout, stderr } = await execa('nsenter', inside(...argv), { reject: false, stdin: 'ignore' });
    return { exitCode, stdout, stderr };
  };
  return {
    exec,
    stopApiServer: () => stopApiServer(),
    async collect(bundle, as = 'root') {
      const user = as === 'nobody' ? AS_NOBODY : [];
      const argv = inside(...user, ...runtime, `${PRODUCT_IN_NODE}/dist/collector/cli.js`, '-o', '-');
      const { exitCode, stderr } = await execa('nsenter', argv, {
        reject: false,
        stdin: 'ignore',
        stdout: { file: bundle },
      });
      return { exitCode, stdout: '', stderr };
    },
    async runScript(script, bundle) {
      const argv = inside('sh', '-s', '--', '--quiet', '-o', '-');
      const { exitCode, stderr } = await execa('nsenter', argv, {
        reject: false,
        stdin: { file: script },
        stdout: { file: bundle },
      });
      return { exitCode, stdout: '', stderr };
    },
    async crash() {
      await stopApiServer();
      await ask('crash');
    },
    async boot() {
      leader = (await ask('boot')).replace('booted ', '');
      stopApiServer = await startApiServer(leader);
      // `systemctl --wait` needs the bus, which comes a moment after the first process.
      while ((await exec('systemctl', 'is-system-running', '--wait')).stdout === '') await sleep(100);
    },
  };
}

/** In the network of the node, which has a loopback device of its own. Returns how to stop it; ends with the tests, too. */
async function startApiServer(leader: string): Promise<() => Promise<void>> {
  const script = path.join(root, 'dist/test/node/kubernetes-stub.js');
  const objects = path.join(fixtures, 'kubernetes/kn1');
  const argv = ['-t', leader, '-n', process.execPath, script, objects, API_SERVER_PORT];
  const server = execa('nsenter', argv, { buffer: false, reject: false, stdin: 'pipe' });
  await once(server.stdout, 'data');
  return async () => {
    server.stdin.end();
    await server;
  };
}

function bind(from: string, name: string): string {
  return `--bind-ro=${from.replaceAll(':', '\\:')}:${PRODUCT_IN_NODE}/${name}`;
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
