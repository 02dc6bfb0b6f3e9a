import { open, stat } from 'node:fs/promises';
import { NotABundle } from '../bundle.js';
import { beginsTar, TELLING_BYTES } from './tar-header.js';

export type InputKind = 'folder' | 'gzip' | 'tar';

export const WHAT_TO_GIVE = 'give a bundle made by nodetriage-collect, or a folder it was unpacked to';

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
  if (beginsTar(head)) return 'tar';
  throw new NotABundle(`${name}: not a gzip or tar file; ${WHAT_TO_GIVE}`);
}

/** Why the file system gave no answer, in plain words. */
export function plain(error: NodeJS.ErrnoException): string {
  return error.code === 'EACCES' || error.code === 'EPERM' ? 'permission denied' : `cannot be read (${error.code})`;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(TELLING_BYTES), 0, TELLING_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
