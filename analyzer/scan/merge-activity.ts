import { voiceOf } from '../facts/logs/voice.js';
import type { Activity, Minute } from './activity.js';
import type { ScannedLog } from './line-scanner.js';

/** Lines and errors of one component by the minute, in all logs that it speaks in. */
export interface ComponentActivity {
  readonly component: string;
  readonly files: readonly string[];
  readonly minutes: ReadonlyMap<number, Readonly<Minute>>;
}

/**
 * Adds up what each component said, the most talkative first. What a log repeats of others counts only
 * outside of the time that they cover of that component.
 */
export function mergeActivity(logs: readonly ScannedLog[]): ComponentActivity[] {
  const repeating = (log: ScannedLog): boolean => log.specs.some(spec => voiceOf(spec).repeats);
  const first = gather(logs.filter(log => !repeating(log)));
  const again = gather(logs.filter(repeating));
  for (const [component, { files, minutes }] of again) {
    const own = first.get(component);
    if (!own) {
      first.set(component, { files, minutes });
      continue;
    }
    const known = [...own.minutes.keys()];
    const from = known.reduce((a, b) => Math.min(a, b));
    const to = known.reduce((a, b) => Math.max(a, b));
    const outside = [...minutes].filter(([minute]) => minute < from - 1 || minute > to + 1);
    for (const [minute, counts] of outside) own.minutes.set(minute, counts);
    if (outside.length > 0) own.files.push(...files);
  }
  return [...first]
    .map(([component, { files, minutes }]) => ({ component, files, minutes }))
    .sort((a, b) => linesOf(b) - linesOf(a) || (a.component < b.component ? -1 : 1));
}

interface Gathered {
  readonly files: string[];
  readonly minutes: Map<number, Minute>;
}

function gather(logs: readonly ScannedLog[]): Map<string, Gathered> {
  const all = new Map<string, Gathered>();
  for (const { summary, activity } of logs) {
    for (const { speaker, minutes } of activity) {
      const own: Gathered = all.get(speaker) ?? { files: [], minutes: new Map() };
      all.set(speaker, own);
      own.files.push(summary.file);
      add(own.minutes, minutes);
    }
  }
  return all;
}

function add(sum: Map<number, Minute>, minutes: Activity['minutes']): void {
  minutes.forEach(({ lines, errors }, minute) => {
    const before = sum.get(minute);
    sum.set(minute, { lines: (before?.lines ?? 0) + lines, errors: (before?.errors ?? 0) + errors });
  });
}

function linesOf({ minutes }: ComponentActivity): number {
  let lines = 0;
  for (const minute of minutes.values()) lines += minute.lines;
  return lines;
}
