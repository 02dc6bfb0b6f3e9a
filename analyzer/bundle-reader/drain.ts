import type { Readable } from 'node:stream';

/** Chunks that wait; beyond it the stream is held. */
const MOST_WAITING = 4;

/**
 * Hands every chunk of a stream to `use`, in order. Chunks are used from a queue and not as they come:
 * so the thread pool inflates the next one meanwhile, and both processors work. Returns the error that
 * ended the stream, if one did; all that came before it has been used. `use` returns false to stop. `done` gets each
 * chunk when it is not needed any more.
 */
export function drain(
  stream: Readable,
  use: (chunk: Buffer) => boolean,
  done: (chunk: Buffer) => void = () => {},
): Promise<Error | undefined> {
  return new Promise((resolve, reject) => {
    const queue: Buffer[] = [];
    let ended = false;
    let failure: Error | undefined;
    let scheduled = false;

    const schedule = (): void => {
      if (scheduled) return;
      scheduled = true;
      setImmediate(step);
    };
    const stop = (): void => {
      queue.length = 0;
      ended = true;
      stream.destroy();
    };
    const step = (): void => {
      scheduled = false;
      const chunk = queue.shift();
      if (queue.length < MOST_WAITING && !ended) stream.resume();
      try {
        if (chunk && !use(chunk)) stop();
        if (chunk) done(chunk);
      } catch (error) {
        stop();
        reject(error);
        return;
      }
      if (queue.length > 0) schedule();
      else if (ended) resolve(failure);
    };
    const end = (error?: Error): void => {
      if (ended) return;
      ended = true;
      failure = error;
      schedule();
    };

    stream.on('data', (chunk: Buffer) => {
      queue.push(chunk);
      if (queue.length >= MOST_WAITING) stream.pause();
      schedule();
    });
    stream.once('end', () => end());
    stream.once('error', error => {
      // What was inflated before the error, and held back by a pause.
      for (let rest: Buffer | null = stream.read(); rest !== null; rest = stream.read()) queue.push(rest);
      end(error);
    });
    stream.once('close', () => end());
  });
}
