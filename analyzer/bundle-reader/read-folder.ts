import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NotABundle } from '../bundle.js';
import type { Budget } from './budget.js';
import type { BundleBuilder, EntryWriter } from './bundle-builder.js';
import { drain } from './drain.js';
import { plain } from './input-kind.js';

const READ_CHUNK = 1024 * 1024;
/** A folder that is nested deeper than any entry path is not a bundle. */
const MAX_DEPTH = 40;

/** Reads an unpacked bundle: the files of a folder first, in the order of their names, then what is below. Throws NotABundle for a folder that cannot be read. */
export async function readFolder(root: string, name: string, budget: Budget, builder: BundleBuilder): Promise<void> {
  let exceeded: string | undefined;
  const { problems } = builder;

  const readFile = async (path: string, writer: EntryWriter): Promise<void> => {
    const file = await open(join(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const failure = await drain(file.createReadStream({ highWaterMark: READ_CHUNK }), chunk => {
      // Nothing is compressed in a folder.
      exceeded ??= budget.spend(chunk.length, Number.POSITIVE_INFINITY);
      if (exceeded !== undefined) return false;
      writer.write(chunk);
      return true;
    });
    writer.end(failure !== undefined || exceeded !== undefined);
    if (failure) throw failure;
  };

  const readBelow = async (folder: string, depth: number): Promise<void> => {
    const children = await readdir(join(root, folder), { withFileTypes: true });
    children.sort((a, b) => Number(a.isDirectory()) - Number(b.isDirectory()) || (a.name < b.name ? -1 : 1));
    for (const child of children) {
      if (builder.full || exceeded !== undefined) return;
      const path = `${folder}${child.name}`;
      try {
        if (child.isDirectory()) {
          if (depth < MAX_DEPTH) await readBelow(`${path}/`, depth + 1);
          continue;
        }
        if (!child.isFile()) {
          builder.refuse(path, 'it is not a plain file');
          continue;
        }
        const { size, mtimeMs } = await lstat(join(root, path));
        const writer = builder.entry(path, { bytes: size, modifiedAt: Math.floor(mtimeMs) });
        if (writer) await readFile(path, writer);
      } catch (error) {
        problems.add('damaged', plain(error as NodeJS.ErrnoException), path);
      }
    }
  };

  try {
    await readBelow('', 0);
  } catch (error) {
    throw new NotABundle(`${name}: ${plain(error as NodeJS.ErrnoException)}`);
  }
  if (exceeded !== undefined) problems.add('too-large', exceeded);
}
