import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Obfuscator } from './obfuscator.js';

const ABOUT =
  'What stands for what in the bundle beside this file. It stays on the node: nobody who has the bundle alone can tell. With the key the same names get the same stand-ins.';

/**
 * Writes the map, for this user alone. Called before the run, too: then it holds the key alone, and a place that
 * cannot be written is known in time. Throws what the file system says.
 */
export async function writeMap(path: string, key: Buffer, standIns: ReturnType<Obfuscator['map']>): Promise<void> {
  const partial = `${path}.partial`;
  await rm(partial, { force: true });
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = await open(partial, flags, 0o600);
  try {
    const stands = Object.fromEntries([...standIns].map(([original, standIn]) => [standIn, original]));
    await file.writeFile(`${JSON.stringify({ about: ABOUT, key: key.toString('hex'), standsFor: stands }, null, 2)}\n`);
  } finally {
    await file.close();
  }
  await rename(partial, path);
}
