/** How many slots: most runs wait for something that hangs, some take a processor. */
export const SLOTS = 8;

interface Job {
  readonly slots: number;
  readonly run: () => Promise<unknown>;
}

const waiting: Job[] = [];
let free = SLOTS;
let open = false;

/**
 * Runs of all files of this folder go through one pool, which begins with the first test: while some wait, others
 * work. The promise is that of `run`; nobody need look at it at once.
 */
export function inPool<T>(run: () => Promise<T>): Promise<T> {
  return add(run, 1, job => waiting.push(job));
}

/** Begins before the others and takes several slots: for what works all the time, and long. */
export function firstInPool<T>(slots: number, run: () => Promise<T>): Promise<T> {
  return add(run, slots, job => waiting.unshift(job));
}

function add<T>(run: () => Promise<T>, slots: number, put: (job: Job) => void): Promise<T> {
  const ended = new Promise<T>((resolve, reject) => put({ slots, run: () => run().then(resolve, reject) }));
  ended.catch(() => undefined);
  return ended;
}

/** To be called before the first test: tests that are not asked for, as with --grep, have put nothing in. */
export function openPool(): void {
  open = true;
  startNext();
}

function startNext(): void {
  for (let next = waiting[0]; open && next && next.slots <= free; next = waiting[0]) {
    const { slots, run } = next;
    waiting.shift();
    free -= slots;
    void run().finally(() => {
      free += slots;
      startNext();
    });
  }
}
