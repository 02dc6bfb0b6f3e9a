import type { Outcome } from '../bundle/manifest.js';
import type { GlobSpec } from '../bundle/spec.js';
import { type CommandRun, readText, runCommand } from './run-command.js';

/** The files that a pattern names, the last ones by name; or why they could not be found. */
export type Matches =
  | { readonly paths: readonly string[] }
  | ({ readonly outcome: Outcome; readonly reason: string } & Pick<CommandRun, 'stuck'>);

/** A shell knows two patterns: `*` does not stand for a name that begins with a dot. */
const LIST = `IFS=
for f in $1 $2; do if [ -f "$f" ]; then printf '%s\\n' "$f"; fi; done`;
const LIST_MAX_BYTES = 2 ** 20;

/** Searches in a child, which can be left behind when the folder lies on a mount that hangs. */
export async function findMatches(
  { pattern, maxFiles, timeoutSeconds }: GlobSpec,
  signal?: AbortSignal,
): Promise<Matches> {
  const limits = { content: 'document', maxBytes: LIST_MAX_BYTES, timeoutSeconds, signal } as const;
  const run = await runCommand(['sh', '-c', LIST, 'sh', pattern, hidden(pattern)], limits);
  const stuck = run.stuck && { stuck: run.stuck };
  if (run.end === 'timeout')
    return { outcome: 'timeout', reason: `${pattern} could not be searched in its time`, ...stuck };
  if (run.end === 'deadline') return { outcome: 'timeout', reason: `sh was stopped: ${run.why}`, ...stuck };
  if (run.end === 'interrupted') return { outcome: 'failed', reason: 'stopped: the collector was interrupted' };
  if (run.end !== 'exited') return { outcome: 'failed', reason: 'sh could not be run on this node' };
  const lines = Buffer.from(readText(run.stdout), 'latin1').toString('utf8').split('\n');
  // A name with a line's end in it is not one that we could read.
  const paths = [...new Set(lines.filter(line => line.startsWith('/')))].sort();
  return { paths: paths.slice(-maxFiles) };
}

function hidden(pattern: string): string {
  const at = pattern.lastIndexOf('/') + 1;
  return pattern[at] === '*' ? `${pattern.slice(0, at)}.${pattern.slice(at)}` : '';
}
