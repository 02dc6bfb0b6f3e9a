import type { Spec } from '../../bundle/spec.js';
import type { Clock } from './clock.js';
import { type ErrorGroup, errorKeeper } from './error-groups.js';
import { type LogScan, openLog } from './line-scanner.js';
import { logBlock } from './log-block.js';
import type { PatternSet } from './pattern-set.js';

/** Scans the logs of one bundle, one after the other. What is kept of all of them together is bounded here. */
export interface LogScanner {
  /** `file`: path of the entry. The log that was opened before must have ended. */
  open(file: string, specs: readonly Spec[], clock: Clock): LogScan;
  /** Error lines that no pattern found, of all logs that have ended. */
  errorGroups(): readonly ErrorGroup[];
}

const MOST_SURROUNDING_BYTES = 64 * 2 ** 20;

export function logScanner(patterns: PatternSet): LogScanner {
  const errors = errorKeeper();
  const block = logBlock();
  let room = MOST_SURROUNDING_BYTES;
  return {
    open(file, specs, clock) {
      block.clear();
      return openLog({
        file,
        specs,
        clock,
        patterns: patterns(specs),
        errors,
        block,
        takeRoom(wanted) {
          const { all, bytes } = wanted(room);
          room -= bytes;
          return all;
        },
      });
    },
    errorGroups: () => errors.groups(),
  };
}
