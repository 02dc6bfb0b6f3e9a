import type { LogHit, LogNeed, LogSummary } from '../analyzer/fact.js';

/** What a log says to a need, found the slow and obvious way. */
export interface SlowResult {
  readonly summary: LogSummary;
  readonly hits: ReadonlyMap<LogNeed, readonly LogHit[]>;
}

const CUT = 16 * 1024;
const ISO = /^(?:time=")?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)/;

/** Splits a log at its line ends and tries every pattern on every line. What the fast scanner is held against. */
export function slowScan(file: string, log: Buffer, needs: readonly LogNeed[], cut: boolean): SlowResult {
  const lines = log.toString('latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const hits = new Map(needs.map(need => [need, [] as LogHit[]]));
  const times: number[] = [];
  let [errors, warnings, suppressed] = [0, 0, 0];

  lines.forEach((latin1, i) => {
    const raw = Buffer.from(latin1, 'latin1').subarray(0, CUT);
    const text = raw
      .toString('utf8')
      .replace(/\x1b\[[0-?]*[ -/]*[@-~]/g, '')
      .replace(/[\0\r]/g, '');
    const time = slowTime(latin1);
    if (time !== undefined) times.push(time);
    const level = slowLevel(latin1, time !== undefined);
    if (level === 'E') errors++;
    if (level === 'W') warnings++;
    if (/^-- [\s\S]* --$/.test(text)) return;
    suppressed += Number(/Suppressed (\d{1,12}) messages/.exec(text)?.[1] ?? 0);
    for (const need of needs) {
      if (!need.anchors.some(anchor => raw.includes(anchor))) continue;
      const match = need.pattern.exec(text);
      if (!match || need.in.ours?.(text) === false) continue;
      const groups = Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined);
      const captures = Object.fromEntries(groups.map(([name, value]) => [name, value.slice(0, 4096)]));
      const at = { file, line: i + 1, text: text.slice(0, 4096), ...(time !== undefined && { time }) };
      hits.get(need)?.push({ at, captures });
    }
  });

  const range = times.length > 0 ? { from: Math.min(...times), to: Math.max(...times) } : {};
  const nothing = lines.length === 1 && lines[0]?.trim() === '-- No entries --';
  const summary = {
    file,
    lines: nothing ? 0 : lines.length,
    bytes: log.length,
    ...range,
    errors,
    warnings,
    suppressed,
    cut,
  };
  return { summary, hits };
}

/** Only dates that name their year and zone. */
function slowTime(line: string): number | undefined {
  const [, day, time, fraction = '0', zone = 'Z'] = ISO.exec(line) ?? [];
  if (day === undefined) return undefined;
  const colon = zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
  const ms = Date.parse(`${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${colon}`);
  return Number.isNaN(ms) ? undefined : ms;
}

function slowLevel(line: string, dated: boolean): string | undefined {
  const prefix = dated && /^\d/.test(line) ? /^[\s\S]{15}[\s\S]*?: /.exec(line.slice(0, 256))?.[0] : undefined;
  const message = line.slice(prefix?.length ?? 0);
  const mark =
    /^([EFW])\d{4} /.exec(message)?.[1] ??
    /^time="[^"]{0,47}" level=([a-z])[\s\S]/.exec(message)?.[1] ??
    /^\{"level":"([a-z])/.exec(message)?.[1];
  if (mark === undefined) return undefined;
  return /[wW]/.test(mark) ? 'W' : /[eEfFp]/.test(mark) ? 'E' : undefined;
}
