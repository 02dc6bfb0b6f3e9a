import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Content } from '../bundle/spec.js';

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
  push(block: Buffer): void;
  /** Takes the oldest block out. */
  shift(): Buffer | undefined;
}

export interface KeptOutput {
  write(chunk: Buffer): void;
  end(): Kept;
}

const BLOCK_BYTES = 256 * 1024;
/** Smaller blocks are not worth the processor. */
const DEFLATE_FROM_BYTES = 64 * 1024;

/** Keeps the first `maxBytes` of a document, the last `maxBytes` of a log, and counts the rest. */
export function keepOutput(content: Content, maxBytes: number): KeptOutput {
  return content === 'log' ? keepLast(maxBytes) : keepFirst(maxBytes);
}

function keepFirst(maxBytes: number): KeptOutput {
  const blocks = createBlocks();
  const lines = cutIntoBlocks(block => blocks.push(block));
  let bytesRead = 0;
  return {
    write: chunk => {
      if (bytesRead < maxBytes) lines.write(chunk.subarray(0, maxBytes - bytesRead));
      bytesRead += chunk.length;
    },
    end: () => {
      const cut = bytesRead > maxBytes;
      lines.end({ dropHalfLine: cut });
      return { bytesRead, size: blocks.size, blocks, ...(cut && { cut: 'end' as const }) };
    },
  };
}

function keepLast(maxBytes: number): KeptOutput {
  let blocks = createBlocks();
  let dropped = 0;
  const dropOldest = (firstBytes: (block: Buffer) => Buffer | undefined) => {
    const oldest = blocks.shift();
    const rest = oldest && firstBytes(oldest);
    dropped += (oldest?.length ?? 0) - (rest?.length ?? 0);
    return rest;
  };
  const lines = cutIntoBlocks(block => {
    blocks.push(block);
    while (blocks.size - BLOCK_BYTES > maxBytes) dropOldest(() => undefined);
  });
  let bytesRead = 0;
  return {
    write: chunk => {
      lines.write(chunk);
      bytesRead += chunk.length;
    },
    end: () => {
      lines.end({ dropHalfLine: false });
      while (blocks.size > maxBytes) {
        const excess = blocks.size - maxBytes;
        const rest = dropOldest(block => (block.length > excess ? fromLineStart(block, excess) : undefined));
        if (rest === undefined) continue;
        const newer = blocks;
        blocks = createBlocks();
        blocks.push(rest);
        for (let block = newer.shift(); block; block = newer.shift()) blocks.push(block);
      }
      return { bytesRead, size: blocks.size, blocks, ...(dropped > 0 && { cut: 'start' as const }) };
    },
  };
}

/** The first line that begins at or after `from`; when there is none, the bytes as they are. */
function fromLineStart(block: Buffer, from: number): Buffer {
  const newline = block.indexOf(10, from - 1);
  return block.subarray(newline < 0 || newline + 1 === block.length ? from : newline + 1);
}

/** Gathers chunks into blocks that end with a line. */
function cutIntoBlocks(push: (block: Buffer) => void) {
  const buffer = Buffer.allocUnsafe(BLOCK_BYTES);
  let filled = 0;
  const pushUpTo = (end: number) => {
    push(Buffer.from(buffer.subarray(0, end)));
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
  const blocks: { readonly bytes: Buffer; readonly length: number; readonly deflated: boolean }[] = [];
  let size = 0;
  return {
    get size() {
      return size;
    },
    push(block) {
      const deflated = block.length >= DEFLATE_FROM_BYTES;
      const bytes = deflated ? deflateRawSync(block, { level: 1 }) : block;
      blocks.push({ bytes, length: block.length, deflated });
      size += block.length;
    },
    shift() {
      const block = blocks.shift();
      if (!block) return undefined;
      size -= block.length;
      return block.deflated ? inflateRawSync(block.bytes) : block.bytes;
    },
  };
}
