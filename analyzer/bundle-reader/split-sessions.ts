import type { TerminalPart } from '../layouts/loose/loose-bundle.js';
import { MOST_PROMPT_BYTES, promptIn } from '../layouts/loose/prompt.js';
import type { BundleBuilder, EntryFile, EntryWriter } from './bundle-builder.js';

/** More commands than this nobody types into one terminal to show them; the rest stays with the last. */
const MOST_PARTS = 200;
const LINE_END = 0x0a;
const HASH = 0x23;
const DOLLAR = 0x24;
const PERCENT = 0x25;

/**
 * Hands a saved terminal to the builder as several entries: one for what each command printed, `terminal.txt#12` for
 * that below the prompt in line 12. What has no prompts stays one entry. `whole`: entries that are not looked into.
 */
export function splittingSessions(builder: BundleBuilder, whole: ReadonlySet<string>): BundleBuilder {
  return {
    problems: builder.problems,
    get full() {
      return builder.full;
    },
    refuse: builder.refuse,
    entry: (name, about) =>
      whole.has(name) || name.endsWith('.gz') ? builder.entry(name, about) : sessionWriter(builder, name, about),
  };
}

function sessionWriter(builder: BundleBuilder, name: string, about: EntryFile): EntryWriter {
  let current: EntryWriter | undefined;
  /** What the next part is, once it has a line. */
  let next: { readonly name: string; readonly part?: Omit<TerminalPart, 'linesBefore'> } | undefined = { name };
  let pending: Buffer | undefined;
  let inLine = false;
  let lines = 0;
  let parts = 0;

  const give = (bytes: Buffer): void => {
    if (next) {
      if (isBlank(bytes)) return;
      // Blank lines before it are left out, and its lines keep their numbers.
      const part = next.part ?? (lines > 0 ? { of: name, command: '' } : undefined);
      current = builder.entry(next.name, { ...about, ...(part && { part: { ...part, linesBefore: lines } }) });
      next = undefined;
      parts++;
    }
    current?.write(bytes);
  };

  const begin = (line: Buffer): void => {
    const prompt = parts < MOST_PARTS && isShort(line) ? promptIn(line.toString('utf8').trimEnd()) : undefined;
    if (!prompt) {
      give(line);
      return;
    }
    current?.end(false);
    current = undefined;
    const { command, host } = prompt;
    next = { name: `${name}#${lines + 1}`, part: { of: name, command, ...(host !== undefined && { host }) } };
  };

  return {
    write(chunk) {
      const bytes = pending ? Buffer.concat([pending, chunk]) : chunk;
      pending = undefined;
      for (let at = 0; at < bytes.length; ) {
        const lineEnd = bytes.indexOf(LINE_END, at);
        const piece = bytes.subarray(at, lineEnd < 0 ? bytes.length : lineEnd + 1);
        // Enough of a line must be there to tell whether it is a prompt.
        if (!inLine && lineEnd < 0 && piece.length <= MOST_PROMPT_BYTES) {
          // A copy: the chunk is given back.
          pending = Buffer.from(piece);
          return;
        }
        if (inLine) give(piece);
        else begin(piece);
        inLine = lineEnd < 0;
        if (!inLine) lines++;
        at += piece.length;
      }
    },
    end(cut) {
      if (pending) begin(pending);
      current?.end(cut);
    },
  };
}

/** Nearly all lines are done with here. */
function isShort(line: Buffer): boolean {
  if (line.length > MOST_PROMPT_BYTES) return false;
  const head = line.subarray(0, MOST_PROMPT_BYTES);
  return head.includes(HASH) || head.includes(DOLLAR) || head.includes(PERCENT);
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LINE_END);
}
