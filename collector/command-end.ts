import type { Outcome } from '../bundle/manifest.js';
import type { CommandRun } from './run-command.js';

export interface Judgement {
  readonly outcome: Outcome;
  readonly reason?: string;
}

/** Exit codes that are no failure; see CommandSpec. */
export interface Exits {
  readonly okExits: readonly number[];
  readonly missingExits: readonly number[];
}

/** What programs say to a user who may not. */
export const DENIED =
  /permission denied|operation not permitted|access denied|must be root|need to be root|requires? root|only root|are you root|run as root|superuser|not authori[sz]ed|unauthorized|must be logged in|is forbidden|\(forbidden\)/i;
/** What is asked about is not there, told by tools that have no exit code for it: journalctl, openssl. */
export const ABSENT: readonly (readonly [RegExp, string])[] = [
  [/^No journal files were found/m, 'the node has no journal that this user can see'],
  [
    // Without a journal on disk; systemd up to 256; since 257.
    /no persistent journal was found|not available: No such boot|No journal boot entry found for the specified boot/,
    'the journal holds no boot before this one',
  ],
  [
    /Could not open file[\s\S]*No such file or directory|Can't open .*No such file or directory/,
    'there is no such file',
  ],
];
/** journalctl ends well and shows less than there is. */
export const JOURNAL_DENIED =
  /^No journal files were opened due to insufficient permissions|not seeing messages from other users/m;

/** What the end of a command means for the bundle: its outcome, and one line that says why. */
export function judgeCommand(run: CommandRun, { okExits, missingExits }: Exits): Judgement {
  const program = run.argv[0];
  if (run.end === 'not-found') return { outcome: 'missing', reason: `there is no ${program} on this node` };
  if (run.end === 'not-allowed') return { outcome: 'denied', reason: `this user may not run ${program}` };
  if (run.end === 'not-started')
    return { outcome: 'failed', reason: `${program} could not be started: no process or memory left` };
  if (run.end === 'interrupted') return { outcome: 'failed', reason: 'stopped: the collector was interrupted' };
  if (run.end === 'timeout' || run.end === 'deadline') return { outcome: 'timeout', reason: whyStopped(run) };

  const absent = ABSENT.find(([pattern]) => pattern.test(run.stderr));
  if (absent) return { outcome: 'missing', reason: absent[1] };
  const said = firstLine(run.stderr);
  if (JOURNAL_DENIED.test(run.stderr)) return { outcome: 'denied', reason: 'the system journal needs root' };
  if (run.exitCode === 0 || (run.exitCode !== undefined && okExits.includes(run.exitCode))) {
    return { outcome: run.stdout.cut ? 'truncated' : 'ok' };
  }
  if (run.exitCode !== undefined && missingExits.includes(run.exitCode)) return { outcome: 'missing', ...reason(said) };
  if (DENIED.test(run.stderr)) return { outcome: 'denied', ...reason(lineThat(DENIED, run.stderr)) };
  return {
    outcome: 'failed',
    reason: said ?? (run.signal ? `ended by ${run.signal}` : `exit code ${run.exitCode}, and not a word why`),
  };
}

/** The first line that says something: kubectl puts lines of its own log before it. */
export function firstLine(stderr: string): string | undefined {
  const lines = stderr
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  return shorten(lines.find(line => !KLOG_HEADER.test(line)) ?? lines[0]);
}

const KLOG_HEADER = /^[IWEF][0-9]{4} /;
const REASON_MAX_LENGTH = 300;

function lineThat(pattern: RegExp, text: string): string | undefined {
  return shorten(
    text
      .split('\n')
      .find(line => pattern.test(line))
      ?.trim(),
  );
}

function shorten(line: string | undefined): string | undefined {
  return line && line.length > REASON_MAX_LENGTH ? `${line.slice(0, REASON_MAX_LENGTH)}…` : line;
}

function reason(words: string | undefined): { reason?: string } {
  return words === undefined ? {} : { reason: words };
}

function whyStopped({ argv, end, why, stuck }: CommandRun): string {
  if (end === 'deadline') return `${argv[0]} was stopped: ${why}`;
  return `${argv[0]} did not end in its time${stuck ? ', not even when killed: it hangs in the kernel (state D)' : ''}`;
}
