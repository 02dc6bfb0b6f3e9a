import type { Evidence, Source } from '../../fact.js';
import type { Cut } from '../layout.js';
import { part } from './lines.js';

/** One command with what it printed, in a file that holds several. */
export interface Frame {
  readonly command: string;
  readonly lines: readonly Evidence[];
}

/** Dashes before and after the words of a frame, at least. */
const DASHES = '-----';
const BEGIN = 'run ';
const END = 'End of ';
const FAILED = 'failed to collect info: ';

const known = new WeakMap<Source, readonly Frame[]>();

/** The commands of a file of Alibaba's diagnose_k8s, in order; those that failed are left out. */
export function framesOf(source: Source): readonly Frame[] {
  const found = known.get(source);
  if (found) return found;
  const frames: { command: string; lines: Evidence[] }[] = [];
  let current: { command: string; lines: Evidence[] } | undefined;
  for (const at of source.lines) {
    const words = frameWords(at.text);
    const command = words?.startsWith(BEGIN) ? words.slice(BEGIN.length).trim() : undefined;
    if (command !== undefined) {
      current = { command, lines: [] };
      frames.push(current);
    } else if (words?.startsWith(END)) current = undefined;
    else if (!at.text.startsWith(FAILED)) current?.lines.push(at);
  }
  known.set(source, frames);
  return frames;
}

/** `run df -h` of `-----------------run df -h------------------`, and `End of df` of the line that ends it. */
function frameWords(line: string): string | undefined {
  const text = line.trim();
  if (!text.startsWith(DASHES) || !text.endsWith(DASHES)) return undefined;
  let from = 0;
  let to = text.length;
  while (text[from] === '-') from++;
  while (to > from && text[to - 1] === '-') to--;
  return text.slice(from, to).trim();
}

/** What the command printed that matches; then cut once more. */
export function framed(command: RegExp, cut?: Cut): Cut {
  return (source, node) => {
    const frame = framesOf(source).find(({ command: run, lines }) => command.test(run) && lines.length > 0);
    const own = frame && part(source, frame.lines);
    return own && cut ? cut(own, node) : own;
  };
}
