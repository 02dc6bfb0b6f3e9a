import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * V8 lets 64 MiB of buffers that nobody needs pile up before it looks at them: more than all the rest that we
 * take. Measured with floods on Node 20, 22 and 24: up to 209 MiB without this, 140 with it.
 */
const EVERY_BYTES = 4 * 2 ** 20;
/** More buffers than we hold on purpose: there are some among them that have become old, and are not needed. */
const MANY_BYTES = 24 * 2 ** 20;
/** What may come to those that are needed before they are looked at again. */
const MORE_BYTES = 8 * 2 ** 20;

let passed = 0;
let many = MANY_BYTES;
let collectGarbage: GarbageCollector | undefined;

interface GarbageCollector {
  /** Of what is young: 1 ms. */
  readonly minor: () => void;
  /** Of all: 10 ms. */
  readonly major: () => void;
}

/**
 * To be called before much is read. The space for young objects stays as small as it begins, in place of 32 MiB: masking
 * is not slower for it. Buffers are given back at once: the thread that would do it has the lowest priority, as all
 * of us, and comes too late.
 */
export function keepMemorySmall(): void {
  v8.setFlagsFromString('--semi-space-growth-factor=1');
  v8.setFlagsFromString('--no-concurrent-array-buffer-sweeping');
}

/** Called for each buffer that was taken and is no longer needed. Collects garbage now and then. */
export function freeMemory(bytes: number): void {
  passed += bytes;
  if (passed < EVERY_BYTES) return;
  passed = 0;
  collectGarbage ??= findGarbageCollector();
  if (process.memoryUsage().arrayBuffers < many) {
    collectGarbage.minor();
    return;
  }
  collectGarbage.major();
  many = Math.max(MANY_BYTES, process.memoryUsage().arrayBuffers + MORE_BYTES);
}

/** What `node --expose-gc` gives; the flag can be set at any time, and counts for contexts made after it. */
function findGarbageCollector(): GarbageCollector {
  v8.setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('globalThis.gc');
  if (typeof gc !== 'function') return { minor: () => undefined, major: () => undefined };
  // To Node 20 whatever is said means that the young garbage alone is meant.
  return { minor: () => void gc({ type: 'minor' }), major: () => void gc() };
}
