import { fileURLToPath } from 'node:url';
import { packageRoot } from '../report/package-root.js';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left',
  EDQUOT: 'over quota',
  ENOENT: 'no such folder',
  ENOTDIR: 'no such folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
};

/** Why the file system refused, in plain words; undefined when the error is not one of the file system. */
export function fileError(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code === undefined || syscall === undefined ? undefined : (REASONS[code] ?? code);
}

/** The file of our own that could not be read; undefined when it is another that an error is about. */
export function ownFile(error: unknown): string | undefined {
  const { path } = error as NodeJS.ErrnoException;
  const own = ['templates/', 'dist/'].map(folder => fileURLToPath(new URL(folder, packageRoot)));
  return typeof path === 'string' && own.some(folder => path.startsWith(folder)) ? path : undefined;
}
