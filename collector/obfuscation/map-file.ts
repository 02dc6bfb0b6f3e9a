import { constants } from 'node:fs';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { freeMemory } from '../limits/free-memory.js';
import type { Obfuscator } from './obfuscator.js';

const ABOUT =
  'What stands for what in the bundle beside this file. It stays on the node: nobody who has the bundle alone can tell. With the key the same names get the same stand-ins.';
const PIECE_CHARS = 64 * 1024;

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
    await writeFile(file, textOf(key, standIns));
  } finally {
    await file.close();
  }
  await rename(partial, path);
}

/** In pieces: of a node with many names it is long. */
function* textOf(key: Buffer, standIns: ReturnType<Obfuscator['map']>): Generator<string> {
  const head = JSON.stringify({ about: ABOUT, key: key.toString('hex') }, null, 2).replace(/\n}$/, '');
  let piece = `${head},\n  "standsFor": {`;
  let separator = '\n    ';
  for (const [original, standIn] of standIns) {
    piece += `${separator}${JSON.stringify(standIn)}: ${JSON.stringify(original)}`;
    separator = ',\n    ';
    if (piece.length < PIECE_CHARS) continue;
    freeMemory(8 * piece.length);
    yield piece;
    piece = '';
  }
  yield `${piece}\n  }\n}\n`;
}
