import type { TerminalPart } from '../layouts/loose/loose-bundle.js';
import { MOST_PROMPT_BYTES, promptIn } from '../layouts/loose/prompt.js';
import type { BundleBuilder, EntryFile, EntryWriter } from './bundle-builder.js';

/** More commands than this nobody types into one terminal to show them; the rest stays with the last. */
const MOST_PARTS = 200;
const LINE_END = 0x0a;

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

  /** Whether the line is of the part that is open now: blank ones before its first are left out. */
  const isKept = (line: Buffer): boolean => {
    if (!next) return true;
    if (isBlank(line)) return false;
    const part = next.part ?? (lines > 0 ? { of: name, command: '' } : undefined);
    current = builder.entry(next.name, { ...about, ...(part && { part: { ...part, linesBefore: lines } }) });
    next = undefined;
    parts++;
    return true;
  };

  const isPrompt = (line: Buffer): boolean => {
    const prompt = parts < MOST_PARTS ? promptIn(line.toString('utf8').trimEnd()) : undefined;
    if (!prompt) return false;
    const { command, host } = prompt;
    current?.end(false);
    current = undefined;
    next = { name: `${name}#${lines + 1}`, part: { of: name, command, ...(host !== undefined && { host }) } };
    return true;
  };

  return {
    write(chunk) {
      const bytes = pending ? Buffer.concat([pending, chunk]) : chunk;
      pending = undefined;
      /** Where begins what is not handed on yet. */
      let from = 0;
      const handOn = (to: number): void => {
        if (to > from) current?.write(bytes.subarray(from, to));
      };
      for (let at = 0; at < bytes.length; ) {
        const lineEnd = bytes.indexOf(LINE_END, at);
        const end = lineEnd < 0 ? bytes.length : lineEnd + 1;
        // Enough of a line must be there to tell whether it is a prompt.
        if (!inLine && lineEnd < 0 && end - at <= MOST_PROMPT_BYTES) {
          handOn(at);
          // A copy: the chunk is given back.
          pending = Buffer.from(bytes.subarray(at));
          return;
        }
        const isCandidate = !inLine && mayBePrompt(bytes, at, end);
        if (isCandidate || (!inLine && next !== undefined)) {
          const line = bytes.subarray(at, end);
          // If it is one, what is open ends before it.
          if (isCandidate) {
            handOn(at);
            from = at;
          }
          if ((isCandidate && isPrompt(line)) || !isKept(line)) from = end;
        }
        inLine = lineEnd < 0;
        if (!inLine) lines++;
        at = end;
      }
      handOn(bytes.length);
    },
    end(cut) {
      if (pending && !isPrompt(pending) && isKept(pending)) current?.write(pending);
      current?.end(cut);
    },
  };
}

const SPACE = 0x20;
const HASH = 0x23;
const DOLLAR = 0x24;
const ROUND = 0x28;
const COLON = 0x3a;
const AT = 0x40;
const SLASH = 0x2f;
const TILDE = 0x7e;

/** Nearly all lines are done with here: their first word names no user of a host, and no folder of one. */
function mayBePrompt(bytes: Buffer, at: number, end: number): boolean {
  if (end - at > MOST_PROMPT_BYTES) return false;
  const first = bytes[at];
  if (first === HASH || first === DOLLAR || first === ROUND) return true;
  for (let i = at; i < end && bytes[i] !== SPACE; i++) {
    const byte = bytes[i];
    if (byte === AT) return true;
    if (byte === COLON && (bytes[i + 1] === TILDE || bytes[i + 1] === SLASH)) return true;
  }
  return false;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every(byte => byte === SPACE || byte === 0x09 || byte === 0x0d || byte === LINE_END);
}
