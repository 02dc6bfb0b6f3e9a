import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Content } from '../bundle/spec.js';
import { freeMemory } from './limits/free-memory.js';

/** What was kept of an output: `size` bytes, of `bytesRead`. `cut` tells which end is gone. */
export interface Kept {
  readonly bytesRead: number;
  readonly size: number;
  readonly cut?: 'start' | 'end';
  /** Pieces of at most 256 KiB, each ending with a line when lines are not longer than that. Readable once. */
  readonly blocks: Blocks;
}

/** Bytes in memory, deflated: a log of 64 MiB takes a few. */
export interface Blocks {
  readonly size: number;
  /** What they take deflated, which is about what they add to a bundle and never much less. */
  readonly deflatedSize: number;
  push(block: Buffer): void;
  /** Takes the oldest block out. */
  shift(): Buffer | undefined;
  /** Puts a block before the oldest. */
  unshift(block: Buffer): void;
  /** Takes the newest block out. */
  pop(): Buffer | undefined;
  /** Takes the oldest block out for nothing. Its length, 0 when there is none. */
  drop(): number;
}

export interface KeptOutput {
  write(chunk: Buffer): void;
  end(): Kept;
}

const BLOCK_BYTES = 256 * 1024;
/** Smaller blocks are not worth the processor. */
const DEFLATE_FROM_BYTES = 64 * 1024;
/** What is held of one output, deflated. Text takes a tenth of its size; bytes at random must not fill the memory. */
export const HELD_MAX_BYTES = 8 * 2 ** 20;

/** Keeps the first `maxBytes` of a document, the last `maxBytes` of a log, and counts the rest. Deflated no more than `heldBytes`. */
export function keepOutput(content: Content, maxBytes: number, heldBytes = HELD_MAX_BYTES): KeptOutput {
  return content === 'log' ? keepLast(maxBytes, heldBytes) : keepFirst(maxBytes, heldBytes);
}

function keepFirst(maxBytes: number, heldBytes: number): KeptOutput {
  const blocks = createBlocks();
  const lines = cutIntoBlocks(block => blocks.push(block));
  let bytesRead = 0;
  let most = maxBytes;
  return {
    write: chunk => {
      if (bytesRead < most) lines.write(chunk.subarray(0, most - bytesRead));
      bytesRead += chunk.length;
      freeMemory(chunk.length);
      if (blocks.deflatedSize > heldBytes) most = Math.min(most, bytesRead);
    },
    end: () => {
      const cut = bytesRead > most;
      lines.end({ dropHalfLine: cut });
      return { bytesRead, size: blocks.size, blocks, ...(cut && { cut: 'end' as const }) };
    },
  };
}

function keepLast(maxBytes: number, heldBytes: number): KeptOutput {
  const blocks = createBlocks();
  let dropped = 0;
  const lines = cutIntoBlocks(block => {
    blocks.push(block);
    while (blocks.size - BLOCK_BYTES > maxBytes || blocks.deflatedSize > heldBytes) dropped += blocks.drop();
  });
  let bytesRead = 0;
  return {
    write: chunk => {
      lines.write(chunk);
      bytesRead += chunk.length;
      freeMemory(chunk.length);
    },
    end: () => {
      lines.end({ dropHalfLine: false });
      while (blocks.size > maxBytes) {
        const excess = blocks.size - maxBytes;
        const oldest = blocks.shift();
        if (!oldest) break;
        const rest = oldest.length > excess ? fromLineStart(oldest, excess) : undefined;
        dropped += oldest.length - (rest?.length ?? 0);
        if (rest) blocks.unshift(rest);
      }
      return { bytesRead, size: blocks.size, blocks, ...(dropped > 0 && { cut: 'start' as const }) };
    },
  };
}

/** The first line that begins at or after `from`; when there is none, the bytes as they are. */
export function fromLineStart(block: Buffer, from: number): Buffer {
  const newline = block.indexOf(10, from - 1);
  return block.subarray(newline < 0 || newline + 1 === block.length ? from : newline + 1);
}

/** Up to the end of the last line; when there is none, the bytes as they are. */
export function upToLineEnd(block: Buffer): Buffer {
  return block.subarray(0, block.lastIndexOf(10) + 1 || block.length);
}

/** Gathers chunks into blocks that end with a line. What is pushed is copied or deflated at once: it is overwritten. */
function cutIntoBlocks(push: (block: Buffer) => void) {
  const buffer = Buffer.allocUnsafe(BLOCK_BYTES);
  let filled = 0;
  const pushUpTo = (end: number) => {
    push(buffer.subarray(0, end));
    buffer.copyWithin(0, end, filled);
    filled -= end;
  };
  return {
    write(chunk: Buffer): void {
      for (let from = 0; from < chunk.length; ) {
        const taken = chunk.copy(buffer, filled, from);
        filled += taken;
        from += taken;
        if (filled === buffer.length) pushUpTo(buffer.lastIndexOf(10) + 1 || filled);
      }
    },
    end({ dropHalfLine }: { readonly dropHalfLine: boolean }): void {
      const end = dropHalfLine ? buffer.subarray(0, filled).lastIndexOf(10) + 1 || filled : filled;
      if (end > 0) pushUpTo(end);
    },
  };
}

export function createBlocks(): Blocks {
  const blocks: Packed[] = [];
  let size = 0;
  let deflatedSize = 0;
  const count = (packed: Packed, sign: 1 | -1) => {
    size += sign * packed.length;
    deflatedSize += sign * packed.bytes.length;
    return packed;
  };
  const taken = (packed: Packed | undefined) => packed && unpack(count(packed, -1));
  return {
    get size() {
      return size;
    },
    get deflatedSize() {
      return deflatedSize;
    },
    push: block => void blocks.push(count(pack(block), 1)),
    shift: () => taken(blocks.shift()),
    unshift: block => void blocks.unshift(count(pack(block), 1)),
    pop: () => taken(blocks.pop()),
    drop: () => {
      const packed = blocks.shift();
      return packed ? count(packed, -1).length : 0;
    },
  };
}

interface Packed {
  readonly bytes: Buffer;
  readonly length: number;
  readonly deflated: boolean;
}

function pack(block: Buffer): Packed {
  const deflated = block.length >= DEFLATE_FROM_BYTES;
  const bytes = exactCopy(deflated ? deflateRawSync(block, { level: 1 }) : block);
  freeMemory(2 * bytes.length);
  return { bytes, length: block.length, deflated };
}

function unpack({ bytes, length, deflated }: Packed): Buffer {
  // The block, and what it was deflated to.
  freeMemory(length + bytes.length);
  // With a byte to spare zlib is done in one piece: of several it makes a copy.
  return deflated ? inflateRawSync(bytes, { chunkSize: length + 1 }) : bytes;
}

/** A small Buffer is a view of a pool, of 64 KiB since Node 24, and would hold all of it. */
function exactCopy(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}
