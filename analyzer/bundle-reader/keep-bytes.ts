/** Keeps the first `most` bytes of what is written, and counts the rest. */
export function keepBytes(most: number): {
  write(chunk: Buffer): void;
  end(): { readonly bytes: Buffer; readonly dropped: number };
} {
  const chunks: Buffer[] = [];
  let room = most;
  let dropped = 0;
  return {
    write(chunk) {
      const taken = chunk.subarray(0, room);
      // A copy: a view would keep the whole block of the bundle alive that it was cut from.
      if (taken.length > 0) chunks.push(Buffer.from(taken));
      room -= taken.length;
      dropped += chunk.length - taken.length;
    },
    end: () => ({ bytes: Buffer.concat(chunks), dropped }),
  };
}

const LINE_END = 0x0a;

/** The bytes up to and with the line end number `most`, and how many lines that are. */
export function firstLines(bytes: Buffer, most: number): { readonly bytes: Buffer; readonly lines: number } {
  let lines = 0;
  for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, end + 1)) {
    if (lines === most) return { bytes: bytes.subarray(0, bytes.lastIndexOf(LINE_END, end - 1) + 1), lines };
    lines++;
  }
  return { bytes, lines };
}
