import type { LogScan, ScannedLog } from '../scan/line-scanner.js';
import type { Limits } from './limits.js';

/** Hands a log to its scan until one of the limits is reached; `tell` is told which. */
export function boundedLog(
  log: LogScan,
  { logLines, matches: mostMatches }: Limits,
  tell: (why: string) => void,
): { write(chunk: Buffer): void; end(cut: boolean): ScannedLog } {
  let stopped = false;
  const stop = (why: string): void => {
    stopped = true;
    tell(why);
  };
  return {
    write(chunk) {
      if (stopped) return;
      log.write(chunk);
      const { lines, matches } = log.counts();
      if (lines > logLines) stop(`it is used up to line ${lines}: more than ${logLines} are not read`);
      else if (matches > mostMatches)
        stop(`it is used up to line ${lines}: ${matches} lines were looked at more closely`);
    },
    end: cut => log.end(cut || stopped),
  };
}
