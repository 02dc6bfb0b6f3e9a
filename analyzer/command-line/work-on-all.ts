import { statSync } from 'node:fs';
import os from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Job, type Outcome, workOn } from './work-on.js';

/** A job that has ended. */
export interface Ended {
  readonly job: Job;
  readonly outcome: Outcome;
}

/** A thread of its own takes longer to start than bundles take that are smaller than this together, in bytes. */
const WORTH_THREADS = 16 * 2 ** 20;
/** Or so many of them, however small. */
const MANY = 8;

/**
 * Works on all jobs, on as many processors as there are when that is worth it, and gives each as it ends.
 * `begin` is told of each before.
 */
export async function* workOnAll(jobs: readonly Job[], begin: (job: Job) => void): AsyncGenerator<Ended> {
  const threads = Math.min(jobs.length, os.availableParallelism());
  if (threads > 1 && isWorthThreads(jobs)) yield* onThreads(jobs, threads, begin);
  else {
    for (const job of jobs) {
      begin(job);
      yield { job, outcome: await workOn(job) };
    }
  }
}

async function* onThreads(jobs: readonly Job[], threads: number, begin: (job: Job) => void): AsyncGenerator<Ended> {
  const waiting = [...jobs];
  const idle: Worker[] = [];
  const ended: Ended[] = [];
  let running = 0;
  let wake = (): void => {};

  const start = async (job: Job): Promise<void> => {
    begin(job);
    running++;
    const worker = idle.pop() ?? new Worker(new URL('./bundle-worker.js', import.meta.url));
    const outcome = await outcomeOn(worker, job);
    // A thread that broke takes no more jobs; the next one gets a new thread.
    if (outcome) idle.push(worker);
    ended.push({ job, outcome: outcome ?? { nodes: [], wrong: `${job.input}: its analysis broke off` } });
    running--;
    wake();
  };

  try {
    while (waiting.length > 0 || running > 0 || ended.length > 0) {
      while (running < threads && waiting.length > 0) void start(waiting.shift() as Job);
      if (ended.length === 0) {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
      yield* ended.splice(0);
    }
  } finally {
    await Promise.all(idle.map(worker => worker.terminate()));
  }
}

/** Undefined when the thread did not survive it: it ran out of memory, say. */
function outcomeOn(worker: Worker, job: Job): Promise<Outcome | undefined> {
  return new Promise(resolve => {
    const done = (outcome: Outcome | undefined): void => {
      worker.off('message', done).off('error', broke).off('exit', broke);
      resolve(outcome);
    };
    const broke = (): void => {
      // Whatever else goes wrong in this thread must not end the others.
      worker.on('error', () => {});
      done(undefined);
    };
    worker.on('message', done).on('error', broke).on('exit', broke);
    worker.postMessage(job);
  });
}

function isWorthThreads(jobs: readonly Job[]): boolean {
  // What was read already would be copied, and comes as other kinds of bytes.
  if (jobs.some(({ loose }) => loose !== undefined)) return false;
  if (jobs.length >= MANY) return true;
  const bytes = jobs.flatMap(({ files }) => files).map(file => statSync(file, { throwIfNoEntry: false })?.size ?? 0);
  return bytes.reduce((sum, size) => sum + size, 0) >= WORTH_THREADS;
}
