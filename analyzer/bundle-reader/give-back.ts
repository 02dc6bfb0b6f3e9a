import { MessageChannel } from 'node:worker_threads';

const { port1: nowhere } = new MessageChannel();
nowhere.close();

/**
 * Gives the memory of a buffer back now, and leaves it and all views of it empty. Measured: left to the collector of
 * garbage, the pieces that a gzip inflates to have it mark the whole heap every 25 MiB of them, a fifth of all the time.
 * Sent to nobody, because Node.js 20 does not know `ArrayBuffer.prototype.transfer`.
 */
export function giveBack({ buffer }: Buffer): void {
  nowhere.postMessage(undefined, [buffer as ArrayBuffer]);
}
