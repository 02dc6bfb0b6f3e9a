import { MAX_NAME_BYTES } from './entry-name.js';
import type { TarHeader } from './tar-header.js';

/** What goes before the header of an entry and says in its place what it has no room for. */
export interface TarExtension {
  readonly name?: string;
  readonly size?: number;
  /** Why the entry that follows is not taken. */
  readonly refused?: string;
}

/** Of one extension: a name of 1 KiB at most, times, owners. */
export const MAX_EXTENSION_BYTES = 64 * 1024;
/** Shorter names of plain letters fit into a header. GNU tar puts one of exactly 100 bytes into an extension, too. */
const ROOM_FOR_NAME = 100;
const ROOM_FOR_SIZE = 8 ** 11;
const A_LINK = 'its extended header makes a link of it';
const NAMED_TWICE = 'it has two names';

/** The content of an entry of type `L`: how GNU tar and our collect.sh name what is longer than 100 bytes. */
export function gnuLongName(bytes: Buffer): TarExtension {
  const end = bytes.indexOf(0);
  return longName(bytes.subarray(0, end < 0 ? bytes.length : end));
}

/** The content of an entry of type `K`: the target of a link that is longer than 100 bytes. */
export function gnuLongLink(): TarExtension {
  return { refused: A_LINK };
}

/** The records `LENGTH KEY=VALUE\n` of an entry of type `x`. */
export function paxExtension(bytes: Buffer): TarExtension {
  let name: string | undefined;
  let size: number | undefined;
  for (let at = 0; at < bytes.length && bytes[at] !== 0; ) {
    const record = recordAt(bytes, at);
    if (!record) return { refused: 'its extended header is broken' };
    const { key, value, end } = record;
    at = end;
    if (key.startsWith('GNU.sparse.')) return { refused: 'it is a sparse file' };
    if (key === 'linkpath') return { refused: A_LINK };
    if (key === 'path') {
      const given = longName(value);
      if (given.name === undefined || name !== undefined) return { refused: given.refused ?? NAMED_TWICE };
      name = given.name;
    } else if (key === 'size') {
      const digits = value.toString('latin1');
      if (size !== undefined || !/^\d{1,15}$/.test(digits)) return { refused: 'its extended header is broken' };
      size = Number(digits);
    }
  }
  return { ...(name !== undefined && { name }), ...(size !== undefined && { size }) };
}

/**
 * A header as its extension changes it. Of two names or sizes some programs take the one and some the
 * other, which hides an entry from one of them: an extension is believed only where the header has no room.
 */
export function extended(header: TarHeader, { name, size, refused }: TarExtension): TarHeader & { refused?: string } {
  const given = { ...header, ...(name !== undefined && { name }), ...(size !== undefined && { size }) };
  if (refused !== undefined) return { ...given, refused };
  const renamed = name !== undefined && name !== header.name;
  if (renamed && Buffer.byteLength(name) < ROOM_FOR_NAME && /^[\0-\x7f]*$/.test(name)) {
    return { ...given, refused: NAMED_TWICE };
  }
  const resized = size !== undefined && size !== header.size;
  return resized && size < ROOM_FOR_SIZE ? { ...given, refused: 'it has two sizes' } : given;
}

function longName(bytes: Buffer): TarExtension {
  if (bytes.length > MAX_NAME_BYTES) return { refused: `its name is longer than ${MAX_NAME_BYTES} bytes` };
  return { name: bytes.toString('utf8') };
}

function recordAt(bytes: Buffer, at: number) {
  const digits = /^(\d{1,6}) /.exec(bytes.toString('latin1', at, at + 7))?.[1];
  if (digits === undefined) return undefined;
  const end = at + Number(digits);
  const keyFrom = at + digits.length + 1;
  const equals = bytes.indexOf('=', keyFrom);
  if (end > bytes.length || bytes[end - 1] !== 0x0a || equals < 0 || equals >= end - 1) return undefined;
  return { key: bytes.toString('latin1', keyFrom, equals), value: bytes.subarray(equals + 1, end - 1), end };
}
