import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { HEADER_PATH, MANIFEST_PATH } from '../bundle/entry-path.js';
import type { ManifestHeader } from '../bundle/manifest.js';
import { createBundleWriter } from '../collector/bundle-writer.js';
import { createObfuscator, type Obfuscator } from '../collector/obfuscation/obfuscator.js';
import { unpack } from './collector-support.js';

/** As the collector knows the names of the node before it begins. */
export function obfuscatorFor(header: ManifestHeader, key: Buffer): Obfuscator {
  const obfuscator = createObfuscator(key);
  const { name, hostname } = header.node;
  obfuscator.learn({ hosts: name === undefined ? [hostname] : [hostname, name], users: [] });
  return obfuscator;
}

/** The same bundle with stand-ins in all of its entries, for as long as `use` runs. */
export async function obfuscated<T>(
  bundle: string,
  key: Buffer,
  use: (bundle: string, obfuscator: Obfuscator) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-obfuscated-'));
  try {
    const { paths, read, dir: unpacked } = await unpack(bundle, path.join(dir, 'plain'));
    const obfuscator = obfuscatorFor(JSON.parse(await read(HEADER_PATH)), key);
    const file = path.join(dir, path.basename(bundle));
    const writer = createBundleWriter(createWriteStream(file), new Date());
    for (const entry of paths) {
      const bytes = await readFile(path.join(unpacked, entry));
      const ours = entry === HEADER_PATH || entry === MANIFEST_PATH || entry.startsWith('outcomes/');
      const text = bytes.toString('latin1');
      const other = ours
        ? `${JSON.stringify(obfuscator.value(JSON.parse(bytes.toString())))}\n`
        : inBlocks(text, obfuscator);
      await writer.add(ours ? entry : obfuscator.path(entry), Buffer.from(other, ours ? 'utf8' : 'latin1'));
    }
    await writer.finish();
    return await use(file, obfuscator);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** As they come from a command: a block ends with a line. */
function inBlocks(text: string, { text: obfuscate }: Obfuscator): string {
  return (text.match(/(?:[^\n]*\n){1,50}|[^\n]+$/g) ?? []).map(obfuscate).join('');
}
