import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { SpecOutcome } from '../bundle/manifest.js';
import type { Spec } from '../bundle/spec.js';
import { generateShellCollector } from '../collector/shell/generate.js';
import { inScratch, type Unpacked, unpack } from './collector-support.js';

/** The shells that nodes have: Debian, Red Hat, Alpine, and one that is none of their kin. */
export const SHELLS = ['dash', 'bash --posix', 'busybox sh', 'mksh'] as const;

export interface ShellRun {
  readonly bundle: Unpacked;
  /** Where the bundle lies. */
  readonly file: string;
  readonly exitCode: number | undefined;
  readonly stderr: string;
}

/** Runs collect.sh, made of these specs, for real and hands over the unpacked bundle. */
export async function collectBySh<T>(
  shell: string,
  specs: readonly Spec[],
  use: (run: ShellRun) => Promise<T>,
  args: readonly string[] = ['--node', 'n1'],
): Promise<T> {
  return inScratch(async dir => {
    const script = await writeCollector(dir, specs);
    const file = path.join(dir, 'b.tar.gz');
    const [program = 'sh', ...flags] = shell.split(' ');
    const { exitCode, stderr } = await execa(program, [...flags, script, '-o', file, ...args], {
      reject: false,
      env: { TMPDIR: dir },
    });
    return use({ bundle: await unpack(file, path.join(dir, 'unpacked')), file, exitCode, stderr });
  });
}

/** Writes collect.sh into the folder. */
export async function writeCollector(dir: string, specs?: readonly Spec[]): Promise<string> {
  const script = path.join(dir, 'collect.sh');
  await writeFile(script, await generateShellCollector(specs));
  return script;
}

/** A root that holds busybox and nothing else; what it is run by sees /proc and /dev of this machine. */
export async function busyboxRoot(dir: string): Promise<readonly string[]> {
  const { stdout: busybox } = await execa('sh', ['-c', 'command -v busybox']);
  const { stdout: libraries } = await execa('ldd', [busybox], { reject: false });
  for (const folder of ['bin', 'tmp', 'proc', 'dev', 'etc']) await mkdir(path.join(dir, folder), { recursive: true });
  for (const [library] of libraries.matchAll(/\/\S+/g)) {
    await mkdir(path.join(dir, path.dirname(library)), { recursive: true });
    await copyFile(library, path.join(dir, library));
  }
  await copyFile(busybox, path.join(dir, 'bin/busybox'));
  await chmod(path.join(dir, 'bin/busybox'), 0o755);
  const mounts = `mount --bind /proc "$0/proc" && mount --bind /dev "$0/dev"`;
  const install = 'chroot "$0" /bin/busybox --install -s /bin';
  return [
    'unshare',
    '-m',
    'sh',
    '-c',
    `${mounts} && ${install} && exec chroot "$0" /bin/busybox env -i PATH=/bin "$@"`,
    dir,
  ];
}

/** What two collectors must tell alike. */
export function comparable({ spec, outcome, argv, exitCode, signal, reason, entries }: SpecOutcome) {
  return {
    spec,
    outcome,
    argv,
    exitCode,
    signal,
    reason,
    entries: entries.map(({ path: entry, cut }) => ({ entry, cut })),
  };
}
