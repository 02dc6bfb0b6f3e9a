import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { Manifest, SpecOutcome } from '../bundle/manifest.js';
import { command, type Spec } from '../bundle/spec.js';
import { generateShellCollector } from '../collector/shell/generate.js';
import { inScratch, type Unpacked, unpack } from './collector-support.js';

/** The shells that nodes have: Debian, Red Hat, Alpine, and those that are none of their kin. */
export const SHELLS = [
  'dash',
  'bash',
  'bash --posix',
  'busybox sh',
  'mksh',
  'ksh93',
  'yash',
  'zsh --emulate sh',
] as const;

/** A spec that runs a script. */
export function sh(name: string, script: string, options: Parameters<typeof command>[3] = {}): Spec {
  return command(`t/${name}`, ['sh', '-c', script], 'A test.', options);
}

/** A bundle that outlives its folder. */
export interface Snapshot {
  readonly manifest: Manifest;
  readonly paths: readonly string[];
  /** Each entry, byte by byte. */
  readonly text: ReadonlyMap<string, string>;
}

/** Reads all of a small bundle. */
export async function snapshot(bundle: Unpacked): Promise<Snapshot> {
  const text = new Map<string, string>();
  for (const entry of bundle.paths) text.set(entry, await readFile(path.join(bundle.dir, entry), 'latin1'));
  return { manifest: await bundle.manifest(), paths: bundle.paths, text };
}

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
