import type { Spec } from '../../bundle/spec.js';
import type { LogNeed, LogSummary } from '../fact.js';
import { type Voice, voiceOf } from '../facts/logs/voice.js';
import { type Activity, activityKeeper } from './activity.js';
import type { Clock } from './clock.js';
import type { ErrorKeeper } from './error-groups.js';
import { headReader } from './line-head.js';
import { ERROR, UNMARKED } from './line-level.js';
import { evidenceAt, hitIn, isJournalNote, lineText } from './line-match.js';
import { MAX_LINE_BYTES } from './log-block.js';
import { summaryKeeper } from './log-summary.js';
import { type Hits, type MatchStore, matchStore } from './match-store.js';
import { type Pattern, SUPPRESSED } from './pattern-set.js';
import type { SurroundingsKeeper } from './surroundings.js';

/** What one log said. */
export interface LogWords {
  readonly summary: LogSummary;
  /** Only needs that were hit. */
  readonly hits: ReadonlyMap<LogNeed, Hits>;
  readonly activity: readonly Activity[];
}

/** Takes the lines of one log, in order. */
export interface LineTaker {
  /** The line at hand, which ends next, holds an anchor of these patterns. */
  candidates(patterns: readonly Pattern[]): void;
  line(start: number, end: number): void;
  /** `bytes`: the size of the log. `cut`: it ended before its end. */
  end(bytes: number, cut: boolean): LogWords;
}

export interface TakenFrom {
  readonly file: string;
  readonly specs: readonly Spec[];
  readonly clock: Clock;
  readonly errors: ErrorKeeper;
}

/** For a log without a spec, which no bundle has. */
const NOBODY: Voice = { name: 'log', journal: true, repeats: false, earlierBoot: false };

/** `bytes`: the block that lines lie in. */
export function lineTaker(
  { file, specs, clock, errors }: TakenFrom,
  bytes: Buffer,
  surroundings: SurroundingsKeeper,
): LineTaker {
  const [voice = NOBODY] = specs.map(voiceOf);
  const { read, head, speakers } = headReader(voice.earlierBoot ? withoutBoot(clock) : clock, voice);
  const keeper = summaryKeeper();
  const activity = activityKeeper();
  const stores = new Map<LogNeed, MatchStore>();
  /** Patterns whose anchors the line at hand holds. */
  let candidates: Pattern[] = [];
  let number = 0;

  /** Tries the candidates on a line. Returns whether a need was met: then the line is explained. */
  const match = (start: number, end: number): boolean => {
    const patterns = new Set(candidates);
    candidates = [];
    const text = lineText(bytes, start, Math.min(end, start + MAX_LINE_BYTES));
    if (isJournalNote(text)) return false;
    let explained = false;
    for (const pattern of patterns) {
      const found = pattern.regex.exec(text);
      if (!found) continue;
      if (pattern === SUPPRESSED) keeper.suppressed(Number(found[1]));
      else if (pattern.need && (pattern.need.in.ours?.(text) ?? true)) {
        const hit = hitIn(file, number, text, head.time, found);
        storeOf(pattern.need).add(hit, surroundings.mark(number, start, end));
        explained = true;
      }
    }
    return explained;
  };

  const storeOf = (need: LogNeed): MatchStore => {
    let store = stores.get(need);
    if (!store) {
      store = matchStore(surroundings.release);
      stores.set(need, store);
    }
    return store;
  };

  return {
    candidates(patterns) {
      candidates.push(...patterns);
    },
    line(start, end) {
      number++;
      if (end === start) return keeper.line(bytes, start, end, undefined);
      read(bytes, start, end);
      keeper.line(bytes, start, end, head);
      const explained = candidates.length > 0 && match(start, end);
      const { message, level, speaker, time } = head;
      const isError = level === ERROR || (level === UNMARKED && errors.isWorded(bytes, message, end));
      activity.line(speaker, time, isError);
      if (!isError || explained) return;
      errors.add(bytes, message, end, {
        speaker: speakers[speaker] as string,
        time,
        repeats: voice.repeats,
        sample() {
          surroundings.mark(number, start, end);
          return evidenceAt(file, number, lineText(bytes, start, Math.min(end, start + MAX_LINE_BYTES)), time);
        },
      });
    },
    end: (size, cut) => ({
      summary: keeper.summary(file, size, cut),
      hits: new Map([...stores].map(([need, store]) => [need, store.hits()])),
      activity: activity.activity(speakers),
    }),
  };
}

function withoutBoot({ collectedAt, utcOffsetMinutes }: Clock): Clock {
  return {
    ...(collectedAt !== undefined && { collectedAt }),
    ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }),
  };
}
