/** What one block of 512 bytes says that comes next. */
export interface TarHeader {
  /** As the block gives it: bytes that are no UTF-8 are U+FFFD. */
  readonly name: string;
  /** One character, `0` for a file; also for what older programs write as NUL or `7`. */
  readonly type: string;
  /** Bytes of content that follow. */
  readonly size: number;
  /** When the file was last written, milliseconds since 1970 UTC; 0 when the header does not say. */
  readonly modifiedAt: number;
  /** GNU tar's old form of sparse files: more blocks of its map come before the content. */
  readonly mapGoesOn: boolean;
}

export const BLOCK = 512;
const CHECKSUM = { from: 148, to: 156 };
const POSIX = 'ustar\0';
/** Programs before 1988 wrote no magic, and neither owner names nor a prefix. */
const MAGIC = { from: 257, to: 263 };
const PREFIX = { from: 345, to: 500 };
const SPARSE_MAP_GOES_ON = 482;

/** `end` for a block of zeros; undefined for what is no header: its checksum is wrong, or its size makes no sense. */
export function tarHeader(block: Buffer): TarHeader | 'end' | undefined {
  const sum = numberIn(block, CHECKSUM.from, CHECKSUM.to);
  if (sum === undefined) return isZero(block) ? 'end' : undefined;
  if (!sumIs(block, sum)) return undefined;
  const size = numberIn(block, 124, 136);
  if (size === undefined) return undefined;
  const prefix = block.toString('latin1', MAGIC.from, MAGIC.to) === POSIX ? textIn(block, PREFIX.from, PREFIX.to) : '';
  const name = textIn(block, 0, 100);
  const type = String.fromCharCode(block[156] as number);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: type === '\0' || type === '7' ? (name.endsWith('/') ? '5' : '0') : type,
    size,
    modifiedAt: (numberIn(block, 136, 148) ?? 0) * 1000,
    mapGoesOn: type === 'S' && block[SPARSE_MAP_GOES_ON] === 1,
  };
}

/** So much of a file tells whether it is a tar. */
export const TELLING_BYTES = 32 * BLOCK;

/** Whether these bytes begin a tar, of which the first header may be damaged. */
export function beginsTar(head: Buffer): boolean {
  for (let at = 0; at + BLOCK <= Math.min(head.length, TELLING_BYTES); at += BLOCK) {
    const block = head.subarray(at, at + BLOCK);
    if (
      typeof tarHeader(block) === 'object' &&
      (at === 0 || block.toString('latin1', MAGIC.from, MAGIC.to - 1) === 'ustar')
    ) {
      return true;
    }
  }
  return false;
}

function textIn(block: Buffer, from: number, to: number): string {
  const end = block.indexOf(0, from);
  return block.toString('utf8', from, end < 0 || end > to ? to : end);
}

/**
 * Octal digits, with blanks before and a blank or NUL behind; or, with the first bit set, the bytes of the
 * number itself, as GNU tar writes what has too many digits. Undefined for anything else, and for what is negative.
 */
function numberIn(block: Buffer, from: number, to: number): number | undefined {
  const first = block[from] as number;
  if (first === 0x80) {
    let value = 0;
    for (let i = from + 1; i < to; i++) value = value * 256 + (block[i] as number);
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const digits = /^ *([0-7]+)[ \0]*$/.exec(block.toString('latin1', from, to))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

/** The sum of all bytes, its own counted as blanks. Some old programs took bytes for signed ones. */
function sumIs(block: Buffer, wanted: number): boolean {
  let sum = 8 * 0x20;
  let high = 0;
  for (let i = 0; i < BLOCK; i++) {
    if (i === CHECKSUM.from) i = CHECKSUM.to;
    const byte = block[i] as number;
    sum += byte;
    if (byte >= 0x80) high++;
  }
  return sum === wanted || sum - 256 * high === wanted;
}

function isZero(block: Buffer): boolean {
  return block.every(byte => byte === 0);
}
