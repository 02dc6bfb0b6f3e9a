import path from 'node:path';
import { execa } from 'execa';

const BESIDE = '/opt/node';

/** How to give the Node.js that runs the tests to a booted node. */
export interface HostNode {
  /** Arguments for systemd-nspawn: all is read-only. */
  readonly binds: readonly string[];
  /** What starts it inside. */
  readonly argv: readonly [string, ...string[]];
}

/** One that was made for a newer C library than the node's brings its own libraries and loader. */
export async function hostNode(rootfs: string): Promise<HostNode> {
  const program = `${BESIDE}/node`;
  const binds = [bind(process.execPath, program)];
  if (await startsIn(rootfs)) return { binds, argv: [program] };
  const { stdout } = await execa('ldd', [process.execPath]);
  const libraries = [...stdout.matchAll(/(?:=> |^\s*)(\/\S+)/gm)].map(([, file = '']) => file);
  const loader = libraries.find(file => path.basename(file).startsWith('ld-'));
  if (loader === undefined) throw new Error(`${process.execPath} does not start in ${rootfs}, and ldd names no loader`);
  const inside = (file: string) => `${BESIDE}/lib/${path.basename(file)}`;
  return {
    binds: [...binds, ...libraries.map(file => bind(file, inside(file)))],
    argv: [inside(loader), '--library-path', `${BESIDE}/lib`, program],
  };
}

async function startsIn(rootfs: string): Promise<boolean> {
  const script = 'mount --bind "$1" "$0/mnt" && exec chroot "$0" "/mnt/$2" --version';
  const folder = path.dirname(process.execPath);
  const argv = ['-m', '--propagation', 'private', 'sh', '-c', script, rootfs, folder];
  const { exitCode } = await execa('unshare', [...argv, path.basename(process.execPath)], { reject: false });
  return exitCode === 0;
}

function bind(from: string, to: string): string {
  return `--bind-ro=${from.replaceAll(':', '\\:')}:${to}`;
}
