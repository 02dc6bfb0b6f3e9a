import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fixtures } from '../support.js';
import { corpus } from './corpus.js';
import { type Folders, type FuzzJob, HANG_MS, type Progress } from './fuzz-job.js';
import { packReadyMade } from './mutate-packing.js';

const USAGE = `npm run fuzz -- [--minutes N] [--bundles N] [--seed N] [--jobs N]

Judges bundles that were changed as strangers and bad disks would, until one of the limits is reached (10 minutes
when none is given). What breaks something is kept in fixtures/hostile/, where the tests judge it again. Bundle
number I of seed S is the same wherever it is made. Each job may write into one folder of its own: what tries to
write elsewhere is a crash. Exits with 1 when anything broke.`;

/** A bundle that takes so long is not waited for, however busy the machine is. */
const STUCK_MS = 300_000;
const TELL_EVERY_MS = 60_000;
const JOB = fileURLToPath(new URL('fuzz-job.js', import.meta.url));
const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission';

const { values: given } = parseArgs({
  options: {
    minutes: { type: 'string' },
    bundles: { type: 'string' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: String(os.availableParallelism()) },
    help: { type: 'boolean' },
  },
});
if (given.help) console.log(USAGE);
else process.exitCode = (await fuzz()) ? 0 : 1;

async function fuzz(): Promise<boolean> {
  const jobs = Number(given.jobs);
  const seed = Number(given.seed ?? Date.now() % 2 ** 31);
  const minutes = Number(given.minutes ?? (given.bundles === undefined ? 10 : 24 * 60));
  const bundles = Number(given.bundles ?? Number.MAX_SAFE_INTEGER);
  const last: Progress[] = Array.from({ length: jobs }, () => ({
    bundles: 0,
    crashes: 0,
    hangs: 0,
    slowestMs: 0,
    peakMiB: 0,
  }));
  const ready = mkdtempSync(path.join(os.tmpdir(), 'nodetriage-fuzz-packed-'));
  await packReadyMade(corpus(), ready);
  const began = Date.now();
  const tell = () => console.log(told(last, (Date.now() - began) / 1000, seed));
  const timer = setInterval(tell, TELL_EVERY_MS);
  const ends = await Promise.all(
    last.map((_, job) =>
      runJob({ seed, minutes, bundles, job, jobs }, ready, progress => last.splice(job, 1, progress)),
    ),
  );
  clearInterval(timer);
  rmSync(ready, { recursive: true, force: true });
  tell();
  for (const line of ends.flatMap(({ lines }) => lines)) console.log(line);
  const sound =
    last.every(({ crashes, hangs }) => crashes + hangs === 0) && ends.every(({ lines }) => lines.length === 0);
  console.log(`files written outside of the jobs' own folders: ${sound ? 0 : 'see above'}`);
  return sound;
}

function told(all: readonly Progress[], seconds: number, seed: number): string {
  const sum = (key: 'bundles' | 'crashes' | 'hangs') => all.reduce((total, progress) => total + progress[key], 0);
  const most = (key: 'slowestMs' | 'peakMiB') => Math.round(Math.max(...all.map(progress => progress[key])));
  return (
    `${sum('bundles')} bundles in ${Math.round(seconds)} s, seed ${seed}: ${sum('crashes')} crashes, ` +
    `${sum('hangs')} hangs over ${HANG_MS / 1000} s (slowest ${most('slowestMs')} ms), peak memory ${most('peakMiB')} MiB`
  );
}

/** Runs one job in a process of its own. Its lines tell what was wrong with it. */
async function runJob(
  job: FuzzJob,
  ready: string,
  use: (progress: Progress) => unknown,
): Promise<{ readonly lines: readonly string[] }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'nodetriage-fuzz-'));
  const child = fork(JOB, [JSON.stringify({ ...job, folder, ready } satisfies FuzzJob & Folders)], {
    execArgv: [PERMISSION, '--allow-fs-read=*', `--allow-fs-write=${folder}/*`, '--no-warnings'],
  });
  let heard = Date.now();
  child.on('message', message => {
    use(message as Progress);
    heard = Date.now();
  });
  const dog = setInterval(() => void (Date.now() - heard > STUCK_MS && child.kill('SIGKILL')), 1000);
  const code = await new Promise<number | null>(resolve => child.once('exit', resolve));
  clearInterval(dog);
  const files = readdirSync(folder);
  const strange = files
    .filter(name => !/^(bundle|failure-\d+)$/.test(name))
    .map(name => `job ${job.job} wrote ${name}`);
  const broken = files.filter(name => name.startsWith('failure-') || (code !== 0 && name === 'bundle'));
  const kept = broken.map(name => `kept: ${keep(path.join(folder, name))}`);
  rmSync(folder, { recursive: true, force: true });
  return { lines: [...(code === 0 ? [] : [`job ${job.job} ended with ${code ?? 'a signal'}`]), ...strange, ...kept] };
}

function keep(file: string): string {
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  mkdirSync(path.join(fixtures, 'hostile'), { recursive: true });
  copyFileSync(file, path.join(fixtures, 'hostile', `${hash}.bundle`));
  return `fixtures/hostile/${hash}.bundle`;
}
