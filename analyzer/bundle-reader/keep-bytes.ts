/** The beginning of what was written. */
export interface KeptBytes {
  readonly bytes: Buffer;
  /** Line ends among them. */
  readonly lines: number;
  /** Bytes that were written after them. */
  readonly dropped: number;
}

const LINE_END = 0x0a;

/** Keeps the first `mostBytes` bytes of what is written, with no more than `mostLines` line ends, and counts the rest. */
export function keepBytes(
  mostBytes: number,
  mostLines = Number.POSITIVE_INFINITY,
): { write(chunk: Buffer): void; end(): KeptBytes } {
  const chunks: Buffer[] = [];
  let room = mostBytes;
  let lines = 0;
  let dropped = 0;
  return {
    write(chunk) {
      const fitting = chunk.subarray(0, room);
      const taken = fitting.subarray(0, endOfLines(fitting, mostLines - lines));
      lines += linesIn(taken);
      // A copy: a view would keep the whole block of the bundle alive that it was cut from.
      if (taken.length > 0) chunks.push(Buffer.from(taken));
      room = taken.length < fitting.length ? 0 : room - taken.length;
      dropped += chunk.length - taken.length;
    },
    end: () => ({ bytes: Buffer.concat(chunks), lines, dropped }),
  };
}

/** Where the line with the number `most` ends; the whole length when there are not so many. */
function endOfLines(bytes: Buffer, most: number): number {
  let at = -1;
  for (let left = most; left > 0; left--) {
    at = bytes.indexOf(LINE_END, at + 1);
    if (at < 0) return bytes.length;
  }
  return at + 1;
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_END); at >= 0; at = bytes.indexOf(LINE_END, at + 1)) lines++;
  return lines;
}
