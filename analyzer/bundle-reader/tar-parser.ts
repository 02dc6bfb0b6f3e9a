import type { EntryFile, EntryWriter } from './bundle-builder.js';
import { keepBytes } from './keep-bytes.js';
import {
  extended,
  gnuLongLink,
  gnuLongName,
  MAX_EXTENSION_BYTES,
  paxExtension,
  type TarExtension,
} from './tar-extension.js';
import { BLOCK, type TarHeader, tarHeader } from './tar-header.js';

/** What comes out of a tar. */
export interface TarContent {
  /** A file begins. Undefined: it is not used, its bytes are skipped. */
  file(name: string, about: EntryFile): EntryWriter | undefined;
  /** What is no file, or tries to be two. `why`: `it is a symbolic link`. */
  refuse(name: string, why: string): void;
}

/** Takes the bytes of a tar, in pieces of any size. */
export interface TarParser {
  write(chunk: Buffer): void;
  /** No more bytes come. */
  end(): TarEnd;
  /** Whether the end of the tar has come: what follows it is not looked at. */
  readonly ended: boolean;
}

export interface TarEnd {
  /** The blocks of zeros that end a tar were there. */
  readonly complete: boolean;
  /** Bytes in front of the first thing that is no tar header and stands where one must be. */
  readonly damagedAt?: number;
}

const NOT_FILES: Readonly<Record<string, string>> = {
  '1': 'it is a hard link',
  '2': 'it is a symbolic link',
  '3': 'it is a device',
  '4': 'it is a device',
  '6': 'it is a pipe',
  S: 'it is a sparse file',
  g: 'it is a header for all files that follow',
};
const EXTENSIONS: Readonly<Record<string, (bytes: Buffer) => TarExtension>> = {
  x: paxExtension,
  L: gnuLongName,
  K: gnuLongLink,
};
/** Their size says nothing of what follows: nothing does. */
const WITHOUT_CONTENT = '123456';

/**
 * A strict reader of tar: ustar, with names of GNU tar and pax where a header has no room for them. It
 * writes nothing, follows nothing, and keeps no more than one header. What is broken is skipped until a
 * block that is a header again. We have our own because the parsers of npm believe whatever overrides a
 * header, decompress what looks like it, and hold back damage.
 */
export function tarParser(content: TarContent): TarParser {
  const block = Buffer.alloc(BLOCK);
  let filled = 0;
  /** What the bytes at hand are: content of an entry, then padding up to a whole block, then a header. */
  let contentLeft = 0;
  let paddingLeft = 0;
  let writer: EntryWriter | undefined;
  let atEnd: (() => void) | undefined;
  let extension: TarExtension | undefined;
  /** The next block is more of the map of a sparse file. */
  let mapGoesOn = false;
  /** In a row. Two end a tar. */
  let zeroBlocks = 0;
  /** Bytes in front of the chunk at hand. */
  let before = 0;
  let damagedAt: number | undefined;

  const begin = (size: number, use: EntryWriter | undefined, then?: () => void): void => {
    contentLeft = size;
    paddingLeft = (BLOCK - (size % BLOCK)) % BLOCK;
    writer = use;
    atEnd = then;
    if (size === 0) endContent(false);
  };

  const endContent = (cut: boolean): void => {
    const [ending, then] = [writer, atEnd];
    writer = undefined;
    atEnd = undefined;
    ending?.end(cut);
    if (!cut) then?.();
  };

  const takeExtension = (size: number, read: (bytes: Buffer) => TarExtension): void => {
    if (size > MAX_EXTENSION_BYTES || extension) {
      begin(size, undefined);
      extension = { refused: extension ? 'it has two extended headers' : 'its extended header is too long' };
      return;
    }
    const kept = keepBytes(size);
    begin(size, { write: kept.write, end: () => undefined }, () => {
      extension = read(kept.end().bytes);
    });
  };

  const takeHeader = (header: TarHeader): void => {
    const read = EXTENSIONS[header.type];
    if (read) takeExtension(header.size, read);
    else takeEntry(extended(header, extension ?? {}));
  };

  const takeEntry = ({ name, type, size, refused, ...header }: TarHeader & { readonly refused?: string }): void => {
    extension = undefined;
    mapGoesOn = header.mapGoesOn;
    if (type === '0' && refused === undefined) {
      begin(size, content.file(name, { bytes: size, modifiedAt: header.modifiedAt }));
      return;
    }
    if (type !== '5') content.refuse(name, NOT_FILES[type] ?? refused ?? 'it is of a kind that bundles do not have');
    begin(WITHOUT_CONTENT.includes(type) ? 0 : size, undefined);
  };

  const takeBlock = (bytes: Buffer, at: number): void => {
    if (mapGoesOn) {
      mapGoesOn = bytes[504] === 1;
      return;
    }
    const header = tarHeader(bytes);
    if (header === 'end') {
      zeroBlocks++;
      return;
    }
    zeroBlocks = 0;
    if (header) takeHeader(header);
    else {
      damagedAt ??= at;
      extension = undefined;
    }
  };

  return {
    get ended() {
      return zeroBlocks > 1;
    },
    write(chunk) {
      let at = 0;
      while (at < chunk.length && zeroBlocks < 2) {
        if (contentLeft > 0 && !mapGoesOn) {
          const piece = chunk.subarray(at, at + contentLeft);
          writer?.write(piece);
          at += piece.length;
          contentLeft -= piece.length;
          if (contentLeft === 0) endContent(false);
        } else if (paddingLeft > 0 && !mapGoesOn) {
          const skipped = Math.min(paddingLeft, chunk.length - at);
          at += skipped;
          paddingLeft -= skipped;
        } else {
          const copied = chunk.copy(block, filled, at, at + BLOCK - filled);
          at += copied;
          filled = (filled + copied) % BLOCK;
          if (filled === 0) takeBlock(block, before + at - BLOCK);
        }
      }
      before += chunk.length;
    },
    end() {
      if (contentLeft > 0) endContent(true);
      return { complete: zeroBlocks > 0, ...(damagedAt !== undefined && { damagedAt }) };
    },
  };
}
