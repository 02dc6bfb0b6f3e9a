import type { LogHit, LogNeed, LogSummary } from '../../analyzer/fact.js';
import { componentOf } from '../../analyzer/facts/logs/component.js';
import { wordsOf } from '../../analyzer/scan/abstract-line.js';
import type { Surroundings } from '../../analyzer/scan/surroundings.js';
import { templateTree } from '../../analyzer/scan/template-tree.js';

/** What a log says, found the slow and obvious way. */
export interface SlowResult {
  readonly summary: LogSummary;
  readonly hits: ReadonlyMap<LogNeed, readonly LogHit[]>;
  around(line: number): Surroundings;
  /** [speaker, minute, lines, errors] */
  readonly activity: readonly (readonly [string, number, number, number])[];
  readonly groups: readonly SlowGroup[];
}

export interface SlowGroup {
  readonly template: string;
  readonly speaker: string;
  readonly count: number;
  /** Number of the first of its lines. */
  readonly line: number;
  readonly times: readonly number[];
}

const CUT = 16 * 1024;
const ISO = /^(?:time=")?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)/;
const WORDED =
  /\b(?:errors?(?!s?=)|fail(?:s|ed|ing|ure|ures)?|fatal|panic(?:ked)?|bug|oops|cannot|unable|denied|refused|timed out|corrupt(?:ed|ion)?|segfault|exception|call trace|out of memory|killed|hung|lockup|stalled|blocked for more than|unreachable|critical|abort(?:ed|ing)?)\b/i;

/**
 * Splits a log at its line ends and tries every pattern on every line. What the fast scanner is held
 * against. `voice`: who speaks in it; `k3s` has other components inside.
 */
export function slowScan(
  file: string,
  log: Buffer,
  needs: readonly LogNeed[],
  cut: boolean,
  voice: string,
): SlowResult {
  const lines = log.toString('latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const hits = new Map(needs.map(need => [need, [] as LogHit[]]));
  const times: number[] = [];
  const activity = new Map<string, [string, number, number, number]>();
  const groups = templateTree<SlowGroup & { words: readonly string[]; count: number; times: number[] }>(1000);
  let [errors, warnings, suppressed] = [0, 0, 0];

  lines.forEach((latin1, i) => {
    const raw = Buffer.from(latin1, 'latin1').subarray(0, CUT);
    const text = clean(raw);
    const { time, message, level, speaker } = slowHead(latin1, voice);
    if (time !== undefined) times.push(time);
    if (level === 'E') errors++;
    if (level === 'W') warnings++;
    let explained = false;
    if (!/^-- [\s\S]* --$/.test(text)) {
      suppressed += Number(/Suppressed (\d{1,12}) messages/.exec(text)?.[1] ?? 0);
      for (const need of needs) {
        if (!need.anchors.some(anchor => raw.includes(anchor))) continue;
        const match = need.pattern.exec(text);
        if (!match || need.in.ours?.(text) === false) continue;
        explained = true;
        const groups = Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined);
        const captures = Object.fromEntries(groups.map(([name, value]) => [name, value.slice(0, 4096)]));
        const end = Math.min(match.index + match[0].length, 4096);
        const matched = { matched: [match.index, end] as const };
        const at = { file, line: i + 1, text: text.slice(0, 4096), ...(time !== undefined && { time }) };
        hits.get(need)?.push({ at: { ...at, ...(match.index < 4096 && matched) }, captures });
      }
    }

    if (latin1 === '') return;
    const isError = level === 'E' || (level === undefined && WORDED.test(abstracted(message)));
    if (time !== undefined) {
      const key = `${speaker} ${Math.floor(time / 60_000)}`;
      const counts = activity.get(key) ?? [speaker, Math.floor(time / 60_000), 0, 0];
      activity.set(key, [counts[0], counts[1], counts[2] + 1, counts[3] + Number(isError)]);
    }
    if (!isError || explained) return;
    const klog = /^[IWEF]\d{4} [\s\S]{15}[\s\S]*?\] /.exec(message.slice(0, 129))?.[0];
    const logrus = /^time="[^"]{0,47}" level=[^ ]* /.exec(message)?.[0];
    const words = wordsOf(abstracted(message.slice((klog ?? logrus ?? '').length)));
    if (words.length === 0) return;
    const make = () => ({ words, template: '', speaker, count: 0, line: i + 1, times: [] });
    const group = groups.place(speaker, words, make);
    if (!group) return;
    group.count++;
    if (time !== undefined) group.times.push(time);
  });

  const [back] = times
    .map((to, i) => ({ from: times[i - 1] ?? to, to }))
    .sort((a, b) => b.from - b.to - (a.from - a.to));
  const range = times.length > 0 ? { from: Math.min(...times), to: Math.max(...times) } : {};
  const nothing = lines.length === 1 && lines[0]?.trim() === '-- No entries --';
  const summary = {
    file,
    lines: nothing ? 0 : lines.length,
    bytes: log.length,
    ...range,
    ...(back && back.from > back.to && { setBack: back }),
    errors,
    warnings,
    suppressed,
    cut,
  };
  const nearby = (wanted: readonly string[]): string[] => {
    const bytes = (lines: number): number => wanted.slice(0, lines).reduce((sum, line) => sum + line.length + 1, 0);
    let most = Math.min(10, wanted.length);
    while (bytes(most) > 4096) most--;
    return wanted.slice(0, most).map(line => clean(Buffer.from(line, 'latin1')));
  };
  return {
    summary,
    hits,
    around: line => ({
      before: nearby(lines.slice(0, line - 1).reverse()).reverse(),
      after: nearby(lines.slice(line)),
    }),
    activity: [...activity.values()],
    groups: groups.templates.map(group => ({ ...group, template: group.words.join(' ') })),
  };
}

function clean(raw: Buffer): string {
  return raw
    .toString('utf8')
    .replace(/\x1b\[[0-?]*[ -/]*[@-~]/g, '')
    .replace(/[\0\r]/g, '');
}

/** `dial tcp <*>: i/o timeout`, of the first 512 bytes. */
function abstracted(latin1: string): string {
  const parts = latin1.slice(0, 512).split(/([ \t"=,()[\]{}:;'/\\<>|&])/);
  const text = parts.map(part => (varies(part) ? '<*>' : part)).join('');
  return clean(Buffer.from(text, 'latin1')).replace(/<\*>(?:[:/,.-]{1,3}<\*>)+/g, '<*>');
}

function varies(part: string): boolean {
  const digits = part.replace(/[^0-9]/g, '').length;
  return digits > 1 || (digits === 1 && !/^[A-Z]/.test(part));
}

function slowHead(line: string, voice: string) {
  const time = slowTime(line);
  const date = time !== undefined && /^\d/.test(line) ? (ISO.exec(line)?.[0] ?? '') : '';
  const rest = line.slice(date.length, date.length + 256);
  const container = /^ (?:stdout|stderr) [FP] /.exec(rest);
  const journal = /^ [^ ]+ ([^ ]+?)(?:\[\d+\])?: /.exec(rest);
  const prefix = date === '' ? '' : (container?.[0] ?? journal?.[0] ?? /^ ?/.exec(rest)?.[0] ?? '');
  const message = line.slice(date.length + prefix.length);
  const ident = date === '' || container ? voice : (journal?.[1] ?? voice);
  const inside = ident === 'k3s' ? componentOf(message) : undefined;
  return { time, message, level: slowLevel(message), speaker: inside ?? ident };
}

/** Only dates that name their year and zone. */
function slowTime(line: string): number | undefined {
  const [, day, time, fraction = '0', zone = 'Z'] = ISO.exec(line) ?? [];
  if (day === undefined) return undefined;
  const colon = zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
  const ms = Date.parse(`${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${colon}`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** Undefined for a line that does not say. */
function slowLevel(message: string): 'E' | 'W' | 'I' | undefined {
  const mark =
    /^([EFWI])\d{4} /.exec(message)?.[1] ??
    /^time="[^"]{0,47}" level=([a-z])[\s\S]/.exec(message)?.[1] ??
    /^\{"level":"([a-z])/.exec(message)?.[1];
  if (mark === undefined || !/[wWeEfFpIidt]/.test(mark)) return undefined;
  if (/[wW]/.test(mark)) return 'W';
  return /[eEfFp]/.test(mark) ? 'E' : 'I';
}
