import type { SpecOutcome } from '../../bundle/manifest.js';
import type { Content } from '../../bundle/spec.js';
import { type Blocks, fromLineStart, upToLineEnd } from '../kept-output.js';

/** What the bundle may still grow by, so that the outcomes to come and the manifest always fit. */
export interface Room {
  readonly maxBytes: number;
  /** Compressed bytes for entries; may be negative. */
  left(): number;
  /** Counts an outcome that has been written. */
  learn(outcome: SpecOutcome): void;
}

/** When the user says nothing: 200 MiB. */
export const MAX_BYTES = 200 * 2 ** 20;
/** With less it is not worth to run a program. */
export const LEAST_ROOM_BYTES = 8 * 1024;

/** Of the outcome of a spec that is skipped, in an entry of its own and in the manifest. */
const OUTCOME_BYTES = 1024;
/** The manifest's own, the end of the archive, and long lists of entries. */
const SPARE_BYTES = 16 * 1024;
/** The header and the padding of an entry, before they are compressed. */
const ENTRY_BYTES = 1024;
/** Pieces smaller than this are not cut further. */
const LEAST_PIECE_BYTES = 1024;

/** `written` tells how long the compressed bundle is by now. */
export function createRoom(maxBytes: number, specCount: number, written: () => number): Room {
  let done = 0;
  let manifestBytes = 0;
  return {
    maxBytes,
    left: () => maxBytes - written() - manifestBytes - (specCount - done) * OUTCOME_BYTES - SPARE_BYTES,
    learn: outcome => {
      done++;
      manifestBytes += JSON.stringify(outcome).length;
    },
  };
}

/** At most what an entry adds to the bundle: gzip makes of the whole no more than of its blocks. */
export function boundOf(blocks: Blocks): number {
  return Math.ceil(blocks.deflatedSize * 1.02) + ENTRY_BYTES;
}

/** Drops the oldest blocks of a log, the newest of a document, until it fits. True when something had to go. */
export function cutToRoom(blocks: Blocks, content: Content, room: number): boolean {
  let cut = false;
  while (blocks.size > 0 && boundOf(blocks) > room) {
    cut = true;
    dropPart(blocks, content, boundOf(blocks) - room);
  }
  return cut;
}

/** A block, or half of it when that may be enough. */
function dropPart(blocks: Blocks, content: Content, excess: number): void {
  const before = blocks.deflatedSize;
  const block = content === 'log' ? blocks.shift() : blocks.pop();
  if (!block || before - blocks.deflatedSize <= excess || block.length <= LEAST_PIECE_BYTES) return;
  const half = block.length >> 1;
  if (content === 'log') blocks.unshift(fromLineStart(block, half));
  else blocks.push(upToLineEnd(block.subarray(0, half)));
}
