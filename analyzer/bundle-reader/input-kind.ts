import { open, stat } from 'node:fs/promises';
import { NotABundle } from '../bundle.js';

export type InputKind = 'folder' | 'gzip' | 'tar';

export const WHAT_TO_GIVE = 'give a bundle made by nodetriage-collect, or a folder it was unpacked to';
const BLOCK = 512;

/** By its first bytes, whatever its name. Throws NotABundle. */
export async function inputKind(path: string, name: string): Promise<InputKind> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new NotABundle(`${name}: ${error.code === 'ENOENT' ? 'no such file or folder' : plain(error)}`);
  });
  if (found.isDirectory()) return 'folder';
  if (!found.isFile()) throw new NotABundle(`${name}: not a file or a folder; ${WHAT_TO_GIVE}`);
  const head = await firstBytes(path).catch((error: NodeJS.ErrnoException) => {
    throw new NotABundle(`${name}: ${plain(error)}`);
  });
  if (head.length === 0) throw new NotABundle(`${name}: is empty (0 bytes); ${WHAT_TO_GIVE}`);
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (isTarHeader(head)) return 'tar';
  throw new NotABundle(`${name}: not a gzip or tar file; ${WHAT_TO_GIVE}`);
}

/** Whether these bytes begin a tar: its magic, or the checksum of an older one. */
export function isTarHeader(head: Buffer): boolean {
  // node-tar would take it for a gzip inside the gzip.
  if (head.length < BLOCK || (head[0] === 0x1f && head[1] === 0x8b)) return false;
  if (head.toString('latin1', 257, 262) === 'ustar') return true;
  const digits = /^[ \0]*([0-7]{1,7})[ \0]/.exec(head.toString('latin1', 148, 156));
  if (!digits) return false;
  let sum = 8 * 0x20;
  for (let i = 0; i < BLOCK; i++) if (i < 148 || i >= 156) sum += head[i] as number;
  return sum === Number.parseInt(digits[1] ?? '', 8);
}

/** Why the file system gave no answer, in plain words. */
export function plain(error: NodeJS.ErrnoException): string {
  return error.code === 'EACCES' || error.code === 'EPERM' ? 'permission denied' : `cannot be read (${error.code})`;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BLOCK), 0, BLOCK, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
