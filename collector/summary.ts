import type { SpecOutcome } from '../bundle/manifest.js';
import type { Collected } from './collect.js';

/** What the person at the terminal is told at the end. `path` is where the bundle lies; undefined on stdout. */
export function summarize({ manifest, bytes, sha256, interrupted }: Collected, path: string | undefined): string {
  const { outcomes } = manifest;
  const count = (...wanted: string[]) => outcomes.filter(({ outcome }) => wanted.includes(outcome)).length;
  const masked = outcomes.flatMap(({ entries }) => entries).reduce((sum, { redactions }) => sum + redactions, 0);
  return [
    `${count('ok', 'truncated')} of ${outcomes.length} things collected, ${count('missing')} are not on this node` +
      `${interrupted ? ', interrupted before the end' : ''}.`,
    ...troubles(outcomes),
    ...(masked > 0 ? [`Masked: ${masked} secret${masked === 1 ? '' : 's'}.`] : []),
    ...(manifest.user.id === 0 ? [] : ['Not run as root: some things could not be read.']),
    `Bundle: ${path ?? 'standard output'}, ${formatBytes(bytes)}, sha256 ${sha256}`,
    ...(path === undefined ? [] : [`Next: copy it to where you work, then: nodetriage-analyze ${path} -o report.html`]),
  ].join('\n');
}

/** One line a reason; what shares one, as when the API server is down, is counted. */
function troubles(outcomes: readonly SpecOutcome[]): readonly string[] {
  const reasons = new Map<string, SpecOutcome[]>();
  for (const outcome of outcomes) {
    if (['ok', 'missing'].includes(outcome.outcome)) continue;
    if (outcome.reason?.startsWith('left out by')) continue;
    const words = plainReason(outcome);
    reasons.set(words, [...(reasons.get(words) ?? []), outcome]);
  }
  return [...reasons].map(([words, list]) => {
    const [first] = list;
    const who =
      list.length > 2 ? `${first?.spec} and ${list.length - 1} more` : list.map(({ spec }) => spec).join(', ');
    return `  ${who}: ${words}`;
  });
}

function plainReason({ outcome, reason = '', entries }: SpecOutcome): string {
  if (outcome === 'truncated') {
    const cut = entries.filter(entry => entry.cut);
    const kept = cut.reduce((sum, entry) => sum + entry.bytesKept, 0);
    const read = cut.reduce((sum, entry) => sum + entry.bytesRead, 0);
    return `kept the ${cut[0]?.cut === 'start' ? 'newest' : 'first'} ${formatBytes(kept)} of ${formatBytes(read)}`;
  }
  if (outcome === 'denied') return process.geteuid?.() === 0 ? `not allowed: ${reason}` : `needs root (${reason})`;
  return outcome === 'skipped' ? `skipped: ${reason}` : reason;
}

/** `1.4 MiB` */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return `${power === 0 ? bytes : (bytes / 1024 ** power).toFixed(1)} ${units[power]}`;
}
