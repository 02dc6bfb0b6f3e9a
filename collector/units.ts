import { UNITS } from '../bundle/specs/units.js';
import { judgeCommand } from './command-end.js';
import type { Dependencies } from './dependencies.js';
import { readText, runCommand } from './run-command.js';

export interface UnitState {
  /** `loaded`, `masked`, `not-found`, ... */
  readonly loadState: string;
  readonly activeState: string;
}

/** What systemd knows of each unit, by the name that was asked for. Empty when systemd does not answer. */
export type UnitStates = ReadonlyMap<string, UnitState>;

/** Asks systemd, in one call, which of the units this node has. */
export async function askUnits(dependencies: Dependencies, signal?: AbortSignal): Promise<UnitStates> {
  const names = UNITS.map(unit => `${unit}.service`);
  const run = await runCommand(
    ['systemctl', 'show', '--no-pager', '-p', 'Id', '-p', 'LoadState', '-p', 'ActiveState', ...names],
    {
      content: 'document',
      maxBytes: 2 ** 20,
      timeoutSeconds: 8,
      signal,
    },
  );
  const judgement = judgeCommand(run, { okExits: [], missingExits: [] });
  dependencies.learn('systemd', { ...judgement, stderr: run.stderr });
  return judgement.outcome === 'ok' ? parse(readText(run.stdout)) : new Map();
}

/** Blocks come in the order asked; their Id may be another name of the same unit (chronyd is chrony on Debian). */
function parse(text: string): UnitStates {
  const blocks = text.trim().split(/\n\n+/);
  if (blocks.length !== UNITS.length) return new Map();
  const value = (block: string, key: string) => block.match(new RegExp(`^${key}=(.*)$`, 'm'))?.[1] ?? '';
  return new Map(
    UNITS.map((unit, i) => {
      const block = blocks[i] ?? '';
      return [unit, { loadState: value(block, 'LoadState'), activeState: value(block, 'ActiveState') }];
    }),
  );
}
