import { unitsShow } from '../../../bundle/specs/units.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** Threads of a service, and how many systemd allows it. */
export interface UnitTasks {
  readonly unit: string;
  readonly used: number;
  readonly limit: number;
  readonly at: readonly Evidence[];
}

/**
 * Services with a limit, from `systemctl show`. No limit is `infinity`, since systemd 219 to 228
 * 18446744073709551615; `[not set]` is a service that does not run.
 */
export const unitTasks = defineFact<readonly UnitTasks[]>({
  name: 'the threads of services',
  from: unitsShow,
  parse: source => {
    const found: UnitTasks[] = [];
    let told = false;
    let block = new Map<string, Evidence>();
    for (const at of [...source.lines, undefined]) {
      const key = /^(Id|TasksCurrent|TasksMax)=/.exec(at?.text ?? '')?.[1];
      if (at && key !== undefined) block.set(key, at);
      if (at && at.text.trim() !== '') continue;
      told ||= block.has('TasksCurrent') || block.has('TasksMax');
      const [unit, used, limit] = ['Id', 'TasksCurrent', 'TasksMax'].map(name => textOf(block.get(name)));
      // 2^53 and more is what systemd prints for no limit.
      if (unit && /^\d+$/.test(used ?? '') && /^\d{1,15}$/.test(limit ?? '')) {
        found.push({ unit, used: Number(used), limit: Number(limit), at: [...block.values()] });
      }
      block = new Map();
    }
    if (!told)
      throw new ParseError(
        'tells no TasksCurrent, as systemd before 227 and a mere list of units do not',
        source.lines[0],
      );
    return found;
  },
});

function textOf(at: Evidence | undefined): string | undefined {
  return at?.text.slice(at.text.indexOf('=') + 1).trim();
}
