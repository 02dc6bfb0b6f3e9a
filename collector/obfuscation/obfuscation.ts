import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { describeWriteError } from '../output-file.js';
import { writeMap } from './map-file.js';
import { createObfuscator, type Obfuscator } from './obfuscator.js';

/** One run with stand-ins, and the map that stays on the node. */
export interface Obfuscation {
  readonly obfuscator: Obfuscator;
  /** Throws, in words, when the map cannot be written. */
  writeMap(): Promise<void>;
  /** Takes the map away again: there is no bundle that it is about. */
  discard(): Promise<void>;
  /** What the person at the terminal is to know. */
  summary(): string;
}

/** Makes a key and writes it, beside the bundle: who cannot keep the map is not to begin. Throws, in words. */
export async function beginObfuscation(bundle: string): Promise<Obfuscation> {
  const path = `${bundle}.map.json`;
  const key = randomBytes(32);
  const obfuscator = createObfuscator(key);
  const write = async () => {
    try {
      await writeMap(path, key, obfuscator.map());
    } catch (error) {
      throw new Error(`cannot write ${describeWriteError(error, path)}`);
    }
  };
  await write();
  return {
    obfuscator,
    writeMap: write,
    discard: () => rm(path, { force: true }),
    summary: () => {
      const usual = obfuscator.usualWords();
      return [
        `Obfuscated: ${obfuscator.mapIsCut() ? 'more than ' : ''}${obfuscator.map().size} names and addresses have stand-ins. What stands for what is in ${path}: keep it here.`,
        ...(obfuscator.mapIsCut()
          ? [`  It has the first ${obfuscator.map().size}; what the others stand for is not kept.`]
          : []),
        ...(usual.length > 0
          ? [
              `  ${usual.join(', ')}: a usual word; replaced only where it surely names a machine. Look for it before you send the bundle.`,
            ]
          : []),
      ].join('\n');
    },
  };
}
