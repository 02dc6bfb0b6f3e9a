/** A header of a tar, field by field, as a stranger may write it. */
export interface RawHeader {
  readonly name: string;
  readonly type?: string;
  /** What the size field says; the length of the content when absent. */
  readonly size?: number | string;
  readonly magic?: string;
  readonly prefix?: string;
  readonly linkname?: string;
}

/** One entry: header, content, padding. The checksum is right, whatever else is not. */
export function rawEntry(
  { name, type = '0', size, magic = 'ustar\x0000', prefix = '', linkname = '' }: RawHeader,
  content: string | Buffer = '',
): Buffer {
  const body = Buffer.from(content);
  const block = Buffer.alloc(512);
  const said = size ?? body.length;
  block.write(name, 0, 100);
  block.write('0000600\x000000000\x000000000\0', 100, 'latin1');
  block.write(typeof said === 'string' ? said : `${said.toString(8).padStart(11, '0')}\0`, 124, 12, 'latin1');
  block.write('00000000000\0', 136, 'latin1');
  block.write(type, 156, 1, 'latin1');
  block.write(linkname, 157, 100);
  block.write(magic, 257, 8, 'latin1');
  block.write(prefix, 345, 155);
  return Buffer.concat([summed(block), body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

/** Two blocks of zeros. */
export const TAR_END = Buffer.alloc(1024);

/** The same block with its checksum made right. */
export function summed(block: Buffer): Buffer {
  block.write('        ', 148, 'latin1');
  const sum = block.subarray(0, 512).reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** One record of a pax header. Its length counts itself. */
export function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (`${length}`.length + rest !== length) length++;
  return `${length} ${key}=${value}\n`;
}

/** An extended header for the entry that follows. */
export function paxEntry(...records: readonly string[]): Buffer {
  return rawEntry({ name: 'PaxHeader/x', type: 'x' }, records.join(''));
}
