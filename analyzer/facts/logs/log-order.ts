import type { LogHit, LogMatches } from '../../fact.js';

/** The last hit, when nothing in `end` came after it: a trouble that lasts until the log ends. */
export function lastUnless(trouble: LogMatches, end: LogMatches | undefined): LogHit | undefined {
  const last = trouble.last;
  return last && !(end?.last && isAfter(end.last, last)) ? last : undefined;
}

/** By time; by place where a line has no time and both are of one log. */
function isAfter(a: LogHit, b: LogHit): boolean {
  if (a.at.time !== undefined && b.at.time !== undefined) return a.at.time > b.at.time;
  return a.at.file === b.at.file && a.at.line > b.at.line;
}

/** A message as people read it: without the quotes of logrus and klog, cut to 300 characters. */
export function plainMessage(text: string): string {
  const inner = text.startsWith('"') ? text.slice(1).replace(/(?<!\\)"(?: .*)?$/, '') : text.replace(/"$/, '');
  const plain = inner.replaceAll('\\"', '"').trim();
  return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain;
}
