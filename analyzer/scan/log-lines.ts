import type { Spec } from '../../bundle/spec.js';
import type { LogNeed, LogSummary } from '../fact.js';
import { ownerOf } from '../facts/logs/component.js';
import { type Voice, voiceOf } from '../facts/logs/voice.js';
import { abstractText } from './abstract-line.js';
import { type Activity, activityKeeper } from './activity.js';
import type { Clock } from './clock.js';
import type { Engine, EngineCalls } from './engine/start-engine.js';
import { type ErrorKeeper, isWordedAsError } from './error-groups.js';
import { minuteOf } from './iso-time.js';
import { evidenceAt, isJournalNote, lineText } from './line-match.js';
import { type Hits, type MatchStore, matchStore } from './match-store.js';
import { oddTime } from './odd-time.js';
import { type LogPatterns, type Pattern, SUPPRESSED } from './pattern-set.js';
import type { Speakers } from './speakers.js';
import type { SurroundingsKeeper } from './surroundings.js';

/** What one log said. */
export interface LogWords {
  readonly summary: LogSummary;
  /** Only needs that were hit. */
  readonly hits: ReadonlyMap<LogNeed, Hits>;
  readonly activity: readonly Activity[];
}

/** What is done with those lines of one log that the engine hands out. */
export interface LogLines {
  readonly calls: EngineCalls;
  counts(): { readonly lines: number; readonly matches: number };
  /** So many lines of the file are not of this log: numbers go on behind them. */
  skip(lines: number): void;
  /** `bytes`: the size of the log. `cut`: it ended before its end. */
  end(bytes: number, cut: boolean): LogWords;
}

export interface LogToScan {
  readonly file: string;
  readonly specs: readonly Spec[];
  readonly clock: Clock;
  readonly patterns: LogPatterns;
  /** What is beyond this in a line is not looked at. */
  readonly lineBytes: number;
  /** Times of which the lines were taken from an earlier bundle of the same node: they are left out. */
  readonly known: readonly Span[];
}

/** From one line of a log to another, milliseconds since 1970 UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What all logs of a bundle share. */
export interface Shared {
  readonly engine: Engine;
  readonly speakers: Speakers;
  readonly errors: ErrorKeeper;
}

/** For a log without a spec, which no bundle has. */
const NOBODY: Voice = { name: 'log', journal: true, repeats: false, earlierBoot: false };
const NO_ENTRIES = '-- No entries --';
const MINUTE_BYTES = 16;
const LONGEST_PREFIX = 256;
/** `2026-11-23T22:10:00.1Z stderr F `: how container runtimes write what a container says. */
const FROM_CONTAINER = /^ (?:stdout|stderr) [FP] /;
const PREFIX = /^ [^ ]+ ([^ ]+?)(?:\[\d+\])?: /;

/** Opens the engine for a log. */
export function logLines(
  { file, specs, clock, patterns, lineBytes, known }: LogToScan,
  { engine, speakers, errors }: Shared,
  surroundings: SurroundingsKeeper,
): LogLines {
  const { block, candidates } = engine;
  const [voice = NOBODY] = specs.map(voiceOf);
  const speaker = speakers.id(voice.name) ?? 0;
  const dates = oddTime(voice.earlierBoot ? withoutBoot(clock) : clock);
  const activity = activityKeeper();
  const stores = new Map<LogNeed, MatchStore>();
  let suppressed = 0;
  let skipped = 0;
  let matches = 0;
  let noEntries = false;

  const storeOf = (need: LogNeed): MatchStore => {
    let store = stores.get(need);
    if (!store) {
      store = matchStore(file, need.keep, surroundings.release);
      stores.set(need, store);
    }
    return store;
  };

  const textAt = (start: number, end: number): string => lineText(block, start, Math.min(end, start + lineBytes));

  const calls: EngineCalls = {
    minuteAt: at => minuteOf(block.toString('latin1', at, at + MINUTE_BYTES)),
    oddTime(start, end) {
      const time = dates.of(block, start, end);
      engine.setDateEnd(dates.dateEnd);
      return time;
    },
    prefixAt(at, end) {
      const text = block.toString('latin1', at, Math.min(end, at + LONGEST_PREFIX));
      const container = FROM_CONTAINER.exec(text);
      if (container) return container[0].length | (speaker << 16);
      const found = PREFIX.exec(text);
      return found ? found[0].length | ((speakers.id(found[1] ?? '') ?? speaker) << 16) : 0;
    },
    fileSpeaker(from, to) {
      const owner = ownerOf(block.toString('latin1', from, to));
      return owner === undefined ? -1 : (speakers.id(owner) ?? -1);
    },
    jsonSpeaker: () => speakers.id('etcd') ?? -1,
    isWorded: (from, to) => Number(isWordedAsError(abstractText(block, from, to))),
    groupOf(from, to, by, line, start, end, time) {
      const { group, isNew } = errors.place(abstractText(block, from, to), {
        speaker: speakers.name(by),
        repeats: voice.repeats,
        sample() {
          surroundings.mark(line + skipped, start, end);
          return evidenceAt(file, line + skipped, textAt(start, end), time);
        },
      });
      if (isNew) engine.clearGroup(group);
      return group;
    },
    addMinute: (by, minute, lines, failed) => activity.add(speakers.name(by), minute, lines, failed),
    addGroupMinute: errors.addMinute,
    matchLine(line, start, end, time, count) {
      matches++;
      const text = textAt(start, end);
      if (isJournalNote(text)) return 0;
      let explained = 0;
      for (const pattern of patternsOf(patterns, candidates, count)) {
        const match = pattern.regex.exec(text);
        if (!match) continue;
        if (pattern === SUPPRESSED) suppressed += Number(match[1]);
        else if (pattern.need && (pattern.need.in.ours?.(text) ?? true)) {
          const mark = surroundings.mark(line + skipped, start, end);
          storeOf(pattern.need).add({ line: line + skipped, text, time, match, mark });
          explained = 1;
        }
      }
      return explained;
    },
    firstLine(start, end) {
      noEntries = block.toString('latin1', start, Math.min(end, start + 40)).trimEnd() === NO_ENTRIES;
    },
  };

  engine.tables.set(patterns.tables);
  const { anchorsAt, noDates } = patterns;
  engine.open(speaker, Number(voice.journal), Number(voice.repeats), anchorsAt, Number(noDates));
  for (const { from, to } of known) engine.leaveOut(from, to);
  return {
    calls,
    counts: () => ({ lines: engine.counts().lines, matches }),
    skip(lines) {
      skipped += lines;
    },
    end(bytes, cut) {
      engine.close();
      const { lines, errors: failed, warnings, from, to, backFrom, backTo } = engine.counts();
      return {
        summary: {
          file,
          lines: lines === 1 && noEntries ? 0 : lines,
          bytes,
          ...(from <= to && { from, to }),
          ...(backFrom > backTo && { setBack: { from: backFrom, to: backTo } }),
          errors: failed,
          warnings,
          suppressed,
          cut,
        },
        hits: new Map([...stores].map(([need, store]) => [need, store.hits()])),
        activity: activity.activity(),
      };
    },
  };
}

/** Of the anchors that a line holds, each pattern once. */
function patternsOf({ anchors }: LogPatterns, candidates: Uint32Array, count: number): Iterable<Pattern> {
  const first = anchors[candidates[0] ?? 0] ?? [];
  if (count === 1) return first;
  const all = new Set(first);
  for (let i = 1; i < count; i++) for (const pattern of anchors[candidates[i] ?? 0] ?? []) all.add(pattern);
  return all;
}

function withoutBoot({ collectedAt, utcOffsetMinutes }: Clock): Clock {
  return {
    ...(collectedAt !== undefined && { collectedAt }),
    ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }),
  };
}
