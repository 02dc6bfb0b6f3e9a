import { readdir } from 'node:fs/promises';
import os from 'node:os';
import { runCommand } from '../run-command.js';

/** The lowest: what we do must not make the node worse. */
const NICENESS = 19;

/** Gives this process nice 19 and the idle I/O class, where ionice is there. What it runs inherits both. */
export async function takeLowestPriority(): Promise<void> {
  // Linux keeps both for each thread: the threads of Node begun before now have to be named.
  const threads = await readdir('/proc/self/task').catch(() => [String(process.pid)]);
  for (const thread of threads) {
    try {
      os.setPriority(Number(thread), NICENESS);
    } catch {
      // It has ended already.
    }
  }
  await runCommand(['ionice', '-c', '3', '-p', ...threads] as const as ['ionice', ...string[]], {
    content: 'document',
    maxBytes: 1024,
    timeoutSeconds: 2,
  });
}
