import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes files so that each appears whole or not at all, and none when one of them fails before: every
 * text goes to a new file beside its place first, readable by nobody else, and all are renamed at the end.
 */
export async function writeWhole(
  files: readonly { readonly path: string; readonly text: string; readonly makeFolder: boolean }[],
): Promise<void> {
  const written: { readonly partial: string; readonly place: string }[] = [];
  try {
    for (const file of files) {
      const place = await realpath(file.path).catch(() => path.resolve(file.path));
      if (file.makeFolder) await mkdir(path.dirname(place), { recursive: true });
      const partial = path.join(path.dirname(place), `.nodetriage-${randomBytes(8).toString('hex')}.partial`);
      const handle = await open(partial, 'wx', 0o600);
      written.push({ partial, place });
      try {
        await handle.writeFile(file.text);
      } finally {
        await handle.close();
      }
      await chmod(partial, 0o644);
    }
    for (const { partial, place } of written) await rename(partial, place);
  } finally {
    await Promise.all(written.map(({ partial }) => rm(partial, { force: true })));
  }
}
