import type { Progress } from '../collect.js';
import { formatBytes } from '../summary.js';

/** Where progress is shown. */
export interface Screen {
  readonly write: (text: string) => void;
  /** A terminal, on which a line can be written over. */
  readonly isTerminal: boolean;
  /** Of the terminal; it may be made smaller while we run. */
  readonly columns: () => number;
}

const ERASE_LINE = '\r\u001b[K';
/** A terminal over a slow line is not to be flooded. */
const TICK_MS = 100;

/** Shows what runs: on a terminal one line with a clock, elsewhere a line for each area. `end` leaves the line clean. */
export function showProgress(screen: Screen): {
  readonly update: (progress: Progress) => void;
  readonly end: () => void;
} {
  const begin = performance.now();
  const seconds = () => Math.round((performance.now() - begin) / 1000);
  let latest: Progress | undefined;
  let area = '';
  let drawn = '';

  const draw = () => {
    if (!latest?.spec) return;
    const { done, total, bytes, spec } = latest;
    const line = `${done}/${total}  ${seconds()} s  ${formatBytes(bytes)}  ${spec.id}`;
    const shown = line.slice(0, Math.max(screen.columns() - 1, 1));
    if (shown !== drawn) screen.write(`${ERASE_LINE}${shown}`);
    drawn = shown;
  };
  // What takes long is shown to be alive: the clock goes on.
  const clock = screen.isTerminal ? setInterval(draw, TICK_MS) : undefined;
  clock?.unref();

  return {
    update(progress) {
      latest = progress;
      if (screen.isTerminal) return;
      const next = progress.spec?.id.split('/')[0] ?? '';
      if (next === area || next === '') return;
      area = next;
      screen.write(`${progress.done}/${progress.total}  ${seconds()} s  ${formatBytes(progress.bytes)}  ${area}\n`);
    },
    end() {
      clearInterval(clock);
      if (screen.isTerminal && latest) screen.write(ERASE_LINE);
    },
  };
}
