import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { corpus } from './corpus.js';
import { judgeBundle } from './judge-bundle.js';
import { hostileBundle } from './mutate-bundle.js';
import { readyMadeIn } from './mutate-packing.js';
import { randomFrom } from './random.js';

/** Every `jobs`th bundle of a seed, from number `job` on. */
export interface FuzzJob {
  readonly seed: number;
  readonly minutes: number;
  /** Of all jobs together. */
  readonly bundles: number;
  readonly job: number;
  readonly jobs: number;
}

/** Where a job works, and where the archives are that were packed before. */
export interface Folders {
  readonly folder: string;
  readonly ready: string;
}

export interface Progress {
  readonly bundles: number;
  readonly crashes: number;
  readonly hangs: number;
  readonly slowestMs: number;
  readonly peakMiB: number;
}

export const HANG_MS = 5000;
const TELL_EVERY_MS = 1000;
/** Failures that are kept: of one kind one is enough. */
const MOST_KEPT = 20;

const given = process.argv[2];
if (process.send && given?.startsWith('{')) await run(JSON.parse(given) as FuzzJob & Folders);

async function run({
  seed,
  minutes,
  bundles: most,
  job,
  jobs,
  folder,
  ready: readyMade,
}: FuzzJob & Folders): Promise<void> {
  const nodes = corpus();
  const ready = readyMadeIn(readyMade);
  const file = path.join(folder, 'bundle');
  const end = performance.now() + minutes * 60_000;
  const kept = new Set<string>();
  let [crashes, hangs, slowestMs, bundles] = [0, 0, 0, 0];
  let told = 0;
  const tell = () => {
    told = performance.now();
    const peakMiB = process.resourceUsage().maxRSS / 1024;
    process.send?.({ bundles, crashes, hangs, slowestMs, peakMiB } satisfies Progress);
  };
  tell();
  for (let number = job; number < most && performance.now() < end; number += jobs) {
    const random = randomFrom(seed + number * 7919);
    writeFileSync(file, hostileBundle(nodes, ready, random));
    const began = process.cpuUsage();
    const wrong = await judgeBundle(file, number).catch(inWords);
    // Of the processor: on a busy machine the clock says nothing. What waits for ever is killed by who watches.
    const { user, system } = process.cpuUsage(began);
    const took = (user + system) / 1000;
    bundles++;
    slowestMs = Math.max(slowestMs, took);
    if (wrong !== undefined) crashes++;
    if (took > HANG_MS) hangs++;
    const what = wrong ?? (took > HANG_MS ? `took ${Math.round(took)} ms` : undefined);
    if (what !== undefined && kept.size < MOST_KEPT && !kept.has(what.slice(0, 80))) {
      kept.add(what.slice(0, 80));
      console.log(`bundle ${number}: ${what}`);
      copyFileSync(file, path.join(folder, `failure-${number}`));
    }
    if (performance.now() - told > TELL_EVERY_MS) tell();
  }
  tell();
  process.disconnect();
}

function inWords(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
