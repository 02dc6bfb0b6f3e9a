import { ENTRY_STATES, type EntryState, type Verification, verifyBundle } from '../bundle-reader/verify-bundle.js';
import { cleanLine } from '../report/clean-text.js';
import type { Arguments } from './arguments.js';
import { expandInputs } from './expand-inputs.js';
import type { Streams } from './run.js';
import { inWords } from './work-on.js';

const BAD: ReadonlySet<EntryState> = new Set(['altered', 'added', 'gone', 'cut']);

/** Prints a table of every bundle's entries, of the bad ones alone with --quiet. Returns the exit code. */
export async function runVerification(args: Arguments, streams: Streams): Promise<0 | 1 | 2> {
  let [failed, unsound] = [false, false];
  for (const input of expandInputs(args.inputs)) {
    try {
      streams.progress(input);
      const verification = await verifyBundle(input, input, args.limits);
      streams.progress(undefined);
      unsound ||= !verification.sound;
      streams.out(table(input, verification, args.quiet));
    } catch (error) {
      streams.progress(undefined);
      streams.complain(inWords(error, []));
      failed = true;
    }
  }
  if (failed) return 2;
  return unsound ? 1 : 0;
}

function table(input: string, { entries, finished, problems, sound }: Verification, quiet: boolean): string {
  const shown = quiet ? entries.filter(({ state }) => BAD.has(state)) : entries;
  const width = Math.max(0, ...shown.map(({ bytes }) => number(bytes).length));
  const rows = shown.map(
    ({ path, bytes, state }) =>
      `  ${(BAD.has(state) ? state.toUpperCase() : state).padEnd(8)}  ${number(bytes).padStart(width)}  ${cleanLine(path, 300)}`,
  );
  const counts = ENTRY_STATES.flatMap(state => {
    const count = entries.filter(entry => entry.state === state).length;
    return count > 0 ? [`${number(count)} ${state}`] : [];
  });
  return [
    cleanLine(input, 300),
    ...rows,
    ...problems.map(
      ({ kind, entry, detail }) =>
        `  ${kind}: ${entry === undefined ? '' : `${cleanLine(entry, 300)}: `}${cleanLine(detail, 300)}`,
    ),
    ...(finished
      ? []
      : ['  There is no manifest: the collector was stopped before its end, or the end of the file is missing.']),
    `  ${number(entries.length)} entries: ${counts.join(', ')}. ${sound ? 'All is as the collector wrote it.' : 'Not all is as the collector wrote it.'}`,
    '',
  ].join('\n');
}

function number(n: number): string {
  return n.toLocaleString('en');
}
