import { open, stat } from 'node:fs/promises';
import { NotABundle } from '../bundle.js';
import { byteStream } from './byte-stream.js';
import { drain } from './drain.js';
import { ARCHIVE_NAME } from './nested-archives.js';
import { otherKind, WHAT_TO_GIVE } from './other-kinds.js';
import { beginsTar, TELLING_BYTES } from './tar-header.js';

/** `tar` is one that is not compressed; the others are taken for compressed tars until they are opened. */
export type InputKind = 'folder' | FileKind;
export type FileKind = 'tar' | 'gzip' | 'xz' | 'zstd' | 'zip' | 'text';

/** First bytes of what is no tar by itself. */
const MAGIC: readonly (readonly [FileKind, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
];

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
  const kind = kindOfBytes(head, name);
  return kind === 'gzip' && (await isGzippedText(path)) ? 'text' : kind;
}

/** The same of its first bytes, at least one. Throws NotABundle for what is none of these. */
export function kindOfBytes(head: Buffer, name: string): FileKind {
  const known = MAGIC.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (known) return known[0];
  if (beginsTar(head)) return 'tar';
  if (/^(age-encryption\.org\/|-----BEGIN AGE )/.test(head.toString('latin1', 0, 32)))
    throw new NotABundle(
      `${name}: is encrypted by age; where the key is: age -d -i KEY ${name} > bundle.tar.gz, then nodetriage-analyze bundle.tar.gz`,
    );
  const other = otherKind(head);
  if (other !== undefined) throw new NotABundle(`${name}: ${other}`);
  // Text has no zeros in it.
  if (!head.includes(0)) return 'text';
  throw new NotABundle(`${name}: not a tar, gzip, xz, zstd or zip file; ${WHAT_TO_GIVE}`);
}

/** `kubelet.log.gz`: what is called like an archive is one, also when it was cut near its begin. */
async function isGzippedText(path: string): Promise<boolean> {
  if (!/\.gz$/i.test(path) || ARCHIVE_NAME.test(path)) return false;
  const { bytes } = await byteStream(path, 'gzip');
  let head = Buffer.alloc(0);
  await drain(bytes, chunk => {
    head = Buffer.concat([head, chunk]);
    return head.length < TELLING_BYTES;
  });
  return head.length > 0 && !beginsTar(head) && !head.includes(0);
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
