import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A variable in the environment of a run: all that it starts inherits it, whatever session or parent a process
 * takes, so that what a run left behind is found for sure, and no process of anybody else is taken for it.
 */
export const MARK = 'NODETRIAGE_FAULT_RUN';

export interface Process {
  readonly pid: number;
  /** `R`, `S`, `D`, ... as in /proc/PID/stat. */
  readonly state: string;
  /** Arguments, parted by blanks. */
  readonly args: string;
}

/** Memory at its highest, in MiB. */
export interface Peak {
  /** The Node.js of the collector alone (VmHWM); 0 when there is none. */
  readonly nodeMiB: number;
  /** All processes of the run together, shared pages counted once (the sum of their Pss). */
  readonly allMiB: number;
  /** The same without what is mapped from files, which the kernel may take back at any time. */
  readonly heldMiB: number;
}

/** Processes that were there before the first run: nobody's business, and not looked at each time. */
let strangers: ReadonlySet<string> | undefined;

/** All living processes of a run. One that has ended and was not waited for does not count. */
export async function processesOf(mark: string): Promise<readonly Process[]> {
  return (await lookAtAll()).get(mark) ?? [];
}

type ByRun = ReadonlyMap<string, readonly Process[]>;

/** What was seen at most so long ago is not looked at again: many runs are watched at once, and /proc is long. */
const FRESH_MS = 80;
let latest: { readonly at: number; readonly seen: Promise<ByRun> } | undefined;

function seenOf(mark: string): Promise<readonly Process[]> {
  if (!latest || performance.now() - latest.at > FRESH_MS) latest = { at: performance.now(), seen: lookAtAll() };
  return latest.seen.then(seen => seen.get(mark) ?? []);
}

async function lookAtAll(): Promise<ByRun> {
  strangers ??= new Set((await pids()).filter(pid => pid !== String(process.pid)));
  const known = strangers;
  const seen = new Map<string, Process[]>();
  for (const one of await Promise.all((await pids()).filter(pid => !known.has(pid)).map(look))) {
    if (one) seen.set(one.mark, [...(seen.get(one.mark) ?? []), one]);
  }
  return seen;
}

/** What of a run still lives after `ms` at most. A process that was killed needs a moment to end. */
export async function leftOf(mark: string, ms = 1500): Promise<readonly Process[]> {
  const end = performance.now() + ms;
  for (;;) {
    const left = await processesOf(mark);
    if (left.length === 0 || performance.now() > end) return left;
    await sleep(50);
  }
}

/** Looks ten times a second how much memory a run takes, until it is stopped. */
export function watchMemory(mark: string): { stop(): Promise<Peak> } {
  let nodeMiB = 0;
  let allMiB = 0;
  let heldMiB = 0;
  let running = true;
  const look = async () => {
    while (running) {
      const all = await seenOf(mark);
      const rollups = await Promise.all(all.map(({ pid }) => text(`/proc/${pid}/smaps_rollup`)));
      allMiB = Math.max(allMiB, sumMiB(rollups, /^Pss: +(\d+)/gm));
      heldMiB = Math.max(heldMiB, sumMiB(rollups, /^Pss_(?:Anon|Shmem): +(\d+)/gm));
      const node = all.find(({ args }) => /^\S*node\b\S* \S*collector\/cli\.js/.test(args));
      if (node) nodeMiB = Math.max(nodeMiB, sumMiB([await text(`/proc/${node.pid}/status`)], /^VmHWM:\s+(\d+)/gm));
      await sleep(100);
    }
  };
  const watching = look();
  return {
    async stop() {
      running = false;
      await watching;
      return { nodeMiB: Math.round(nodeMiB), allMiB: Math.round(allMiB), heldMiB: Math.round(heldMiB) };
    },
  };
}

async function pids(): Promise<readonly string[]> {
  return (await readdir('/proc')).filter(name => /^\d+$/.test(name));
}

async function look(pid: string): Promise<(Process & { readonly mark: string }) | undefined> {
  const environ = await text(`/proc/${pid}/environ`);
  const mark = environ.split('\0').find(one => one.startsWith(`${MARK}=`));
  if (mark === undefined) return undefined;
  const [stat, args] = [await text(`/proc/${pid}/stat`), await text(`/proc/${pid}/cmdline`)];
  const state = stat.slice(stat.lastIndexOf(')') + 2)[0] ?? '';
  return state === '' || 'ZX'.includes(state)
    ? undefined
    : { pid: Number(pid), state, args: args.replaceAll('\0', ' '), mark: mark.slice(MARK.length + 1) };
}

function sumMiB(texts: readonly string[], kibibytes: RegExp): number {
  const found = texts.flatMap(text => [...text.matchAll(kibibytes)].map(([, number]) => Number(number)));
  return found.reduce((sum, number) => sum + number, 0) / 1024;
}

/** Empty when the process has ended meanwhile. */
async function text(file: string): Promise<string> {
  return readFile(file, 'latin1').catch(() => '');
}
