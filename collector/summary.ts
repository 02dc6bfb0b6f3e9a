import type { SpecOutcome } from '../bundle/manifest.js';
import type { Collected } from './collect.js';

/** What the person at the terminal is told at the end. `path` is where the bundle lies; undefined on stdout. */
export function summarize({ manifest, bytes, sha256, interrupted }: Collected, path: string | undefined): string {
  const outcomes = manifest.outcomes.filter(({ reason }) => !reason?.startsWith('left out by'));
  const count = (...wanted: string[]) => outcomes.filter(({ outcome }) => wanted.includes(outcome)).length;
  const encrypted = path?.endsWith('.age') ?? false;
  return [
    `${count('ok', 'truncated')} of ${outcomes.length} things collected, ${count('missing')} are not on this node` +
      `${interrupted ? ', interrupted before the end' : ''}.`,
    ...troubles(outcomes),
    ...stuckProcesses(outcomes),
    ...limitsHit(outcomes),
    ...masked(outcomes),
    ...suspects(outcomes),
    ...(manifest.user.id === 0 ? [] : ['Not run as root: some things could not be read.']),
    `Bundle: ${path ?? 'standard output'}, ${formatBytes(bytes)}, sha256 ${sha256}`,
    ...(path === undefined
      ? []
      : [
          `Next: copy it to where you work, then: nodetriage-analyze ${path}${encrypted ? ' --identity KEY' : ''} -o report.html`,
        ]),
  ].join('\n');
}

function stuckProcesses(outcomes: readonly SpecOutcome[]): readonly string[] {
  return outcomes.flatMap(({ spec, stuck }) => {
    if (!stuck) return [];
    const { pid, wchan, mount } = stuck;
    const where = [wchan && `in ${wchan}`, mount && `on ${mount}`].filter(Boolean).join(' ');
    return [
      `Left behind: process ${pid} of ${spec} hangs in the kernel${where && ` ${where}`}. It ends when what it waits for answers, at best by umount -f, else with a reboot.`,
    ];
  });
}

function limitsHit(outcomes: readonly SpecOutcome[]): readonly string[] {
  const says = (words: string) => outcomes.some(({ reason }) => reason?.includes(words));
  return [
    ...(says('the deadline of') ? ['The time was up before all was collected: --deadline 15m gives more.'] : []),
    ...(says('has reached its limit')
      ? ['The bundle is full: --max-size 1G gives more room, --since 1d makes logs shorter.']
      : []),
  ];
}

/** `Masked: 3 secrets (bearer-token 2, url-password 1).` */
function masked(outcomes: readonly SpecOutcome[]): readonly string[] {
  const entries = outcomes.flatMap(outcome => outcome.entries);
  const sum = entries.reduce((total, { redactions }) => total + redactions, 0);
  if (sum === 0) return [];
  const byRule = new Map<string, number>();
  for (const { redactedBy = {} } of entries) {
    for (const [rule, times] of Object.entries(redactedBy)) byRule.set(rule, (byRule.get(rule) ?? 0) + times);
  }
  const rules = [...byRule].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, times]) => `${rule} ${times}`);
  return [`Masked: ${sum} secret${sum === 1 ? '' : 's'}${rules.length > 0 ? ` (${rules.join(', ')})` : ''}.`];
}

/** Where something was left that looks like a secret: to be looked at before the bundle leaves the house. */
function suspects(outcomes: readonly SpecOutcome[]): readonly string[] {
  const places = outcomes
    .flatMap(({ entries }) => entries)
    .flatMap(({ path, suspects: found = [] }) => found.map(({ line, looksLike }) => `  ${path}:${line}: ${looksLike}`));
  if (places.length === 0) return [];
  const more = places.length > MAX_SUSPECTS ? [`  and ${places.length - MAX_SUSPECTS} more`] : [];
  return ['Not masked, and may be secret; look before you send it:', ...places.slice(0, MAX_SUSPECTS), ...more];
}

const MAX_SUSPECTS = 10;

/** One line a reason; what shares one, as when the API server is down, is counted. */
function troubles(outcomes: readonly SpecOutcome[]): readonly string[] {
  const reasons = new Map<string, SpecOutcome[]>();
  for (const outcome of outcomes) {
    if (['ok', 'missing'].includes(outcome.outcome)) continue;
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
