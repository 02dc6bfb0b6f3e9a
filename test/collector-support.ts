import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import type { Manifest, SpecOutcome } from '../bundle/manifest.js';
import type { Spec } from '../bundle/spec.js';
import { type Collected, type CollectOptions, collect } from '../collector/collect.js';
import { root } from './support.js';

/** The collector as it is installed. */
export const collectorCli = path.join(root, 'dist/collector/cli.js');

/** A bundle after the real tar has unpacked it. */
export interface Unpacked {
  readonly dir: string;
  /** In the order of the archive. */
  readonly paths: readonly string[];
  read(entry: string): Promise<string>;
  manifest(): Promise<Manifest>;
  outcome(spec: Spec | string): Promise<SpecOutcome>;
}

/** A scratch folder for as long as `use` runs. */
export async function inScratch<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-collector-'));
  try {
    return await use(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Runs the specs for real and hands over the unpacked bundle. */
export async function collectSpecs<T>(
  specs: readonly Spec[],
  use: (bundle: Unpacked, result: Collected) => Promise<T>,
  options: Partial<CollectOptions> = {},
): Promise<T> {
  return inScratch(async dir => {
    const output = path.join(dir, 'b.tar.gz');
    const result = await collect({ node: 'n1', ...options, output, specs });
    if (result.kind === 'unwritten') throw new Error(result.reason);
    return use(await unpack(output, path.join(dir, 'unpacked')), result);
  });
}

/** Unpacks with the real tar. A bundle that was cut off is unpacked as far as it goes. */
export async function unpack(bundle: string, dir: string): Promise<Unpacked> {
  await mkdir(dir, { recursive: true });
  const { stdout } = await execa('tar', ['xzvf', bundle, '-C', dir], { reject: false });
  const read = (entry: string) => readFile(path.join(dir, entry), 'utf8');
  return {
    dir,
    paths: stdout.split('\n').filter(Boolean),
    read,
    manifest: async () => JSON.parse(await read('manifest.json')),
    outcome: async spec => JSON.parse(await read(`outcomes/${typeof spec === 'string' ? spec : spec.id}.json`)),
  };
}
