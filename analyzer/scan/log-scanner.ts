import type { Spec } from '../../bundle/spec.js';
import type { Clock } from './clock.js';
import { type EngineCalls, startEngine } from './engine/start-engine.js';
import { type ErrorGroup, errorKeeper } from './error-groups.js';
import { type LogScan, openLog } from './line-scanner.js';
import { logBlock, MAX_LINE_BYTES } from './log-block.js';
import { logLines, type Span } from './log-lines.js';
import type { PatternSet } from './pattern-set.js';
import { speakersOf } from './speakers.js';
import { surroundingsKeeper } from './surroundings.js';

/** Scans the logs of one bundle, one after the other. What is kept of all of them together is bounded here. */
export interface LogScanner {
  /**
   * `file`: path of the entry. `known`: times of which another bundle of the same node had the lines. The log that
   * was opened before must have ended.
   */
  open(file: string, specs: readonly Spec[], clock: Clock, known?: readonly Span[]): LogScan;
  /** The same for a log whose lines come in between those of others, in one file with them. */
  openBeside(file: string, specs: readonly Spec[], clock: Clock): LogScan;
  /** Error lines that no pattern found, of all logs that have ended. */
  errorGroups(): readonly ErrorGroup[];
}

const MOST_SURROUNDING_BYTES = 64 * 2 ** 20;

/** `lineBytes`: so much of each line is looked at, MAX_LINE_BYTES at most. */
export function logScanner(patterns: PatternSet, lineBytes = MAX_LINE_BYTES): LogScanner {
  let calls: EngineCalls;
  const engine = startEngine(
    {
      minuteAt: at => calls.minuteAt(at),
      oddTime: (start, end) => calls.oddTime(start, end),
      prefixAt: (at, end) => calls.prefixAt(at, end),
      fileSpeaker: (from, to) => calls.fileSpeaker(from, to),
      jsonSpeaker: () => calls.jsonSpeaker(),
      isWorded: (from, to) => calls.isWorded(from, to),
      groupOf: (...line) => calls.groupOf(...line),
      addMinute: (...said) => calls.addMinute(...said),
      addGroupMinute: (...met) => calls.addGroupMinute(...met),
      matchLine: (line, start, end, time, count) => calls.matchLine(line, start, end, time, count),
      firstLine: (start, end) => calls.firstLine(start, end),
    },
    lineBytes,
  );
  const errors = errorKeeper();
  const shared = { engine, errors, speakers: speakersOf(engine.hosts) };
  const block = logBlock(engine.block, lineBytes);
  let room = MOST_SURROUNDING_BYTES;
  /** For logs that are open beside each other, by their specs: each has a memory of its own. */
  const beside = new Map<string, LogScanner>();

  return {
    open(file, specs, clock, known = []) {
      block.clear();
      const surroundings = surroundingsKeeper(engine.block);
      const lines = logLines({ file, specs, clock, patterns: patterns(specs), lineBytes, known }, shared, surroundings);
      calls = lines.calls;
      return openLog(specs, block, lines, surroundings, engine.scan, wanted => {
        const { all, bytes } = wanted(room);
        room -= bytes;
        return all;
      });
    },
    openBeside(file, specs, clock) {
      const key = specs.map(({ id }) => id).join(' ');
      const own = beside.get(key) ?? logScanner(patterns, lineBytes);
      beside.set(key, own);
      return own.open(file, specs, clock);
    },
    errorGroups: () => [
      ...errors.groups(engine.groupStats),
      ...[...beside.values()].flatMap(scanner => scanner.errorGroups()),
    ],
  };
}
