import type { Evidence, Source } from '../../fact.js';
import type { Cut } from '../layout.js';
import { part } from './lines.js';

/** One command with what it printed, in a file that holds several. */
export interface Frame {
  readonly command: string;
  readonly lines: readonly Evidence[];
}

/** `-----------------run df -h------------------` */
const BEGIN = /^-{5,}\s*run (.+?)\s*-{5,}\s*$/;
/** `------------End of df----------------` */
const END = /^-{5,}\s*End of .*-{5,}\s*$/;
const FAILED = /^failed to collect info: /;

const known = new WeakMap<Source, readonly Frame[]>();

/** The commands of a file of Alibaba's diagnose_k8s, in order; those that failed are left out. */
export function framesOf(source: Source): readonly Frame[] {
  const found = known.get(source);
  if (found) return found;
  const frames: { command: string; lines: Evidence[] }[] = [];
  let current: { command: string; lines: Evidence[] } | undefined;
  for (const at of source.lines) {
    const command = BEGIN.exec(at.text)?.[1];
    if (command !== undefined) {
      current = { command, lines: [] };
      frames.push(current);
    } else if (END.test(at.text)) current = undefined;
    else if (!FAILED.test(at.text)) current?.lines.push(at);
  }
  known.set(source, frames);
  return frames;
}

/** What the command printed that matches; then cut once more. */
export function framed(command: RegExp, cut?: Cut): Cut {
  return (source, node) => {
    const frame = framesOf(source).find(({ command: run, lines }) => command.test(run) && lines.length > 0);
    const own = frame && part(source, frame.lines);
    return own && cut ? cut(own, node) : own;
  };
}
