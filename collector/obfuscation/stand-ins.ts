import { createHmac } from 'node:crypto';
import { ownCopy } from '../limits/own-copy.js';

/** Gives stand-ins that depend on a secret key and on what they stand for, and remembers them. */
export interface StandIns {
  /** Eight letters and digits for a name: `k3x9qf2a`. */
  code(name: string): string;
  /**
   * The same bytes with bits flipped from bit `from` to before bit `to`. Whether one is flipped depends on the bits
   * before it alone: what lies in one network lies in one network afterwards, however long its prefix.
   */
  flipBits(bytes: Uint8Array, from: number, to: number): Uint8Array;
  /** What stands for `original`, made once. */
  standIn(original: string, make: () => string): string;
  /** What stands for what, as far as it is remembered. */
  all(): ReadonlyMap<string, string>;
  /** Whether there were more than are remembered. */
  forgot(): boolean;
}

/** So many are looked up, some 8 MiB; more are made anew each time, and come out the same. */
const REMEMBERED = 50_000;
/** Beginnings of addresses, of which far fewer are met again and again. */
const BEGINNINGS_REMEMBERED = 10_000;
/** Without letters that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz023456789';

export function createStandIns(key: Buffer): StandIns {
  const known = new Map<string, string>();
  const flipsOf = new Map<string, Buffer>();
  let forgot = false;
  const digest = (text: string) => createHmac('sha256', key).update(text).digest();

  /** A bit for each of the ways in which a byte behind these bytes can begin. */
  const flipsAfter = (prefix: string): Buffer => {
    const found = flipsOf.get(prefix) ?? digest(`bits ${prefix}`);
    if (flipsOf.size < BEGINNINGS_REMEMBERED) flipsOf.set(prefix, found);
    return found;
  };

  return {
    code: name => [...digest(`name ${name}`).subarray(0, 8)].map(byte => LETTERS[byte % LETTERS.length]).join(''),
    flipBits(bytes, from, to) {
      const flipped = Uint8Array.from(bytes);
      for (let at = from >> 3; at * 8 < to; at++) {
        const flips = flipsAfter(`${bytes.length} ${Buffer.from(bytes.subarray(0, at)).toString('hex')}`);
        const byte = bytes[at] ?? 0;
        for (let depth = Math.max(0, from - 8 * at); depth < 8 && 8 * at + depth < to; depth++) {
          // 1 and the bits of this byte that come before: a number of its own for each beginning.
          const beginning = (byte | 0x100) >> (8 - depth);
          const decision = ((flips[beginning >> 3] ?? 0) >> (beginning & 7)) & 1;
          flipped[at] = (flipped[at] ?? 0) ^ (decision << (7 - depth));
        }
      }
      return flipped;
    },
    standIn(original, make) {
      const made = known.get(original) ?? make();
      if (made === original || known.has(original)) return made;
      if (known.size < REMEMBERED) known.set(ownCopy(original), ownCopy(made));
      else forgot = true;
      return made;
    },
    all: () => known,
    forgot: () => forgot,
  };
}
