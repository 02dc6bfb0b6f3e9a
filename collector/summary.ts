import type { SpecOutcome } from '../bundle/manifest.js';
import type { Collected } from './collect.js';

/** What the person at the terminal is told at the end. `path` is where the bundle lies; undefined on stdout. */
export function summarize(
  { manifest, bytes, sha256, interrupted }: Collected,
  path: string | undefined,
  encrypted: boolean,
): string {
  const outcomes = manifest.outcomes.filter(({ reason }) => !reason?.startsWith('left out by'));
  const count = (...wanted: string[]) => outcomes.filter(({ outcome }) => wanted.includes(outcome)).length;
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
    ...(path === undefined ? [] : [next(path, encrypted)]),
  ].join('\n');
}

function next(path: string, encrypted: boolean): string {
  return encrypted
    ? `Next: copy it to where the key is, then: age -d -i KEY ${path} > bundle.tar.gz, and nodetriage-analyze bundle.tar.gz -o report.html`
    : `Next: copy it to where you work, then: nodetriage-analyze ${path} -o report.html`;
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

/** `Masked: 3 secrets (bearer-token 2, url-password 1), in`, and below each entry with its own. */
function masked(outcomes: readonly SpecOutcome[]): readonly string[] {
  const entries = outcomes.flatMap(outcome => outcome.entries).filter(({ redactions }) => redactions > 0);
  if (entries.length === 0) return [];
  const sum = entries.reduce((total, { redactions }) => total + redactions, 0);
  const byRule: Record<string, number> = {};
  for (const { redactedBy = {} } of entries) {
    for (const [rule, times] of Object.entries(redactedBy)) byRule[rule] = (byRule[rule] ?? 0) + times;
  }
  return [
    `Masked: ${sum} secret${sum === 1 ? '' : 's'} (${timesOf(byRule)}), in`,
    ...firstFew(
      entries.map(({ path, redactedBy = {} }) => `  ${path}: ${timesOf(redactedBy)}`),
      'entries: see manifest.json',
    ),
  ];
}

function timesOf(byRule: Readonly<Record<string, number>>): string {
  const rules = Object.entries(byRule).sort(([a], [b]) => (a < b ? -1 : 1));
  return rules.map(([rule, times]) => `${rule} ${times}`).join(', ');
}

/** Where something was left that looks like a secret: to be looked at before the bundle leaves the house. */
function suspects(outcomes: readonly SpecOutcome[]): readonly string[] {
  const places = outcomes
    .flatMap(({ entries }) => entries)
    .flatMap(({ path, suspects: found = [] }) => found.map(({ line, looksLike }) => `  ${path}:${line}: ${looksLike}`));
  if (places.length === 0) return [];
  return [
    'Not masked, and may be secret; look before you send it:',
    ...firstFew(places, 'places: see suspects in manifest.json'),
  ];
}

const FEW = 10;

function firstFew(lines: readonly string[], ofWhat: string): readonly string[] {
  return lines.length > FEW ? [...lines.slice(0, FEW), `  and ${lines.length - FEW} more ${ofWhat}`] : lines;
}

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
