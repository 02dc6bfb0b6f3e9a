/** The longest name of an entry. */
export const MAX_NAME_BYTES = 1024;
/** C0, DEL, C1, and what turns the direction of text around. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

/** The path of an entry as the contract writes it, or why it is not taken. */
export type EntryName = { readonly path: string } | { readonly refused: string };

/** Nothing is ever written to disk by these names, but they are shown to people and compared with specs. */
export function entryName(name: string): EntryName {
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return { refused: `its name is longer than ${MAX_NAME_BYTES} bytes` };
  if (CONTROL.test(name)) return { refused: 'its name holds control characters' };
  if (name.includes('\\')) return { refused: 'its name holds a backslash' };
  if (/^[A-Za-z]:/.test(name)) return { refused: 'its name begins with a drive letter' };
  if (name.startsWith('/')) return { refused: 'its name is an absolute path' };
  const path = name.replace(/^(?:\.\/)+/, '');
  const parts = path.split('/');
  if (parts.includes('..')) return { refused: "its name holds '..'" };
  if (parts.includes('') || parts.includes('.')) return { refused: 'its name has an empty part' };
  return { path };
}

/** A name that may hold anything, fit for a message. */
export function printable(name: string): string {
  const short = name.length > 120 ? `${name.slice(0, 120)}…` : name;
  return short.replace(new RegExp(CONTROL, 'g'), '?');
}
