/** Why a run is to end before all is done, in the words of a reason. */
export interface Stop {
  readonly end: 'interrupted' | 'deadline';
  /** `the deadline of 300 s has come` */
  readonly words: string;
}

/** The end of a run. It is never later than the deadline: what is held then has to be masked and written, too. */
export interface Deadline {
  /** From now on nothing is begun, and what runs is stopped. `stopOf` tells why. */
  readonly signal: AbortSignal;
  /** Until the very end, never less than 0. By a clock that nobody sets. */
  secondsLeft(): number;
  /** Lets Node end before the deadline. */
  clear(): void;
}

/** When the user says nothing. */
export const DEADLINE_SECONDS = 300;

/** Counts from `begin`, by performance.now(). `interrupt` ends the run at once. */
export function createDeadline(seconds: number, begin: number, interrupt?: AbortSignal): Deadline {
  const end = begin + seconds * 1000;
  const controller = new AbortController();
  const stop = (why: Stop) => controller.abort(why);
  const onInterrupt = () => stop({ end: 'interrupted', words: 'the collector was interrupted' });
  const words = `the deadline of ${seconds} s has come`;
  const latest = end - reserveSeconds(seconds) * 1000;
  const timer = setTimeout(() => stop({ end: 'deadline', words }), latest - performance.now());
  if (interrupt?.aborted) onInterrupt();
  else interrupt?.addEventListener('abort', onInterrupt, { once: true });
  return {
    signal: controller.signal,
    secondsLeft: () => Math.max(0, end - performance.now()) / 1000,
    clear: () => {
      clearTimeout(timer);
      interrupt?.removeEventListener('abort', onInterrupt);
    },
  };
}

/** Why a signal was given; undefined when it was not. */
export function stopOf(signal: AbortSignal | undefined): Stop | undefined {
  return signal?.aborted ? signal.reason : undefined;
}

/** To kill what ignores SIGTERM (2 s), to mask and to write: 10 s of 300, never more than half of it all. */
function reserveSeconds(seconds: number): number {
  return Math.min(seconds / 2, Math.max(4, Math.min(10, seconds / 10)));
}
