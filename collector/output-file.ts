import { close, constants, createWriteStream, fsync, open, type WriteStream } from 'node:fs';
import { lstat, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { runCommand } from './run-command.js';

/** Where a bundle goes while it grows, and how it gets its name. */
export interface OutputFile {
  readonly stream: WriteStream;
  /** Where it grows: `FILE.partial`. */
  readonly partial: string;
  /** Brings all to the disk and gives the file its name. Rejects when that is not possible. */
  finish(): Promise<void>;
}

/**
 * Opens `FILE.partial`, for this user alone and never through a link; what an earlier collector left there
 * is replaced. A FILE that exists is replaced at the very end. Returns the reason when it cannot be written.
 */
export async function openOutputFile(file: string): Promise<OutputFile | { readonly reason: string }> {
  const partial = `${file}.partial`;
  if (await hangs(path.dirname(file))) return { reason: `${file}: the mount that it lies on does not answer` };
  try {
    for (const place of [file, partial]) {
      const there = await lstat(place).catch(ignoreAbsent);
      if (there && !there.isFile()) return { reason: `${place} exists and is not a regular file` };
    }
    await unlink(partial).catch(ignoreAbsent);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    // A number, not a FileHandle: that one waits with its close for the stream that holds it.
    const fd = await promisify(open)(partial, flags, 0o600);
    const { ino } = await lstat(partial);
    return {
      partial,
      stream: createWriteStream(partial, { fd, autoClose: false }),
      async finish() {
        await promisify(fsync)(fd);
        await promisify(close)(fd);
        if ((await lstat(partial)).ino !== ino) throw new Error(`${partial} was replaced by someone else meanwhile`);
        await rename(partial, file);
      },
    };
  } catch (error) {
    return { reason: describeWriteError(error, file) };
  }
}

/** Asks a child, which can be left behind: once we have touched a mount that hangs, we cannot even end. */
async function hangs(folder: string): Promise<boolean> {
  const argv = ['stat', '-f', path.join(path.resolve(folder), '.')] as const;
  const { end } = await runCommand(argv, { content: 'document', maxBytes: 4096, timeoutSeconds: 5 });
  return end === 'timeout';
}

/** What the system says of a file that cannot be written, in plain words. */
export function describeWriteError(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return `${path}: ${WORDS[code] ?? (error instanceof Error ? error.message : String(error))}`;
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'the folder does not exist',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the filesystem is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the quota of this user is used up',
  EFBIG: 'the file has become larger than this user may write',
  EIO: 'the disk gives errors',
  EPIPE: 'the reader has gone away',
};

function ignoreAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
