/** Colours and cursor moves that programs write to terminals: `ESC [ 31 m`. */
const CONTROL_SEQUENCES = /\x1b\[[0-?]*[ -/]*[@-~]/g;
const UNWANTED = /[\0\r]/g;

/** A line as it is matched and shown: without carriage returns, NULs and terminal colours. */
export function cleanLine(text: string): string {
  const printable = text.includes('\x1b') ? text.replace(CONTROL_SEQUENCES, '') : text;
  return printable.includes('\r') || printable.includes('\0') ? printable.replace(UNWANTED, '') : printable;
}
