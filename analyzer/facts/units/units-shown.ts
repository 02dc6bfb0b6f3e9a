import { unitsShow } from '../../../bundle/specs/units.js';
import { type Collection, defineFact, type Evidence, ParseError } from '../../fact.js';
import { systemdTime } from './systemd-time.js';
import type { UnitState } from './unit-state.js';

/**
 * `systemctl show`: a block for each unit, blank lines between, properties in systemd's order.
 *
 *     Result=exit-code
 *     NRestarts=137
 *     ExecMainStatus=1
 *     Id=kubelet.service
 *     Names=kubelet.service
 *     LoadState=loaded
 *     ActiveState=activating
 *     SubState=auto-restart
 *     UnitFileState=enabled
 *     StateChangeTimestamp=Mon 2026-11-23 19:59:51 UTC
 *
 * systemd 219 leaves out what it does not know (NRestarts). A unit that does not exist says
 * `LoadState=not-found`, and `inactive` besides. Two names of one unit give the same block twice.
 */
export const unitsShown = defineFact<readonly UnitState[]>({
  name: 'systemctl show',
  from: unitsShow,
  parse(source, collection) {
    const states = blocks(source.lines).flatMap(block => unitState(block, collection) ?? []);
    if (states.length === 0) throw new ParseError('no unit in the output of systemctl show', source.lines[0]);
    return states;
  },
});

type Block = ReadonlyMap<string, { readonly value: string; readonly at: Evidence }>;

function blocks(lines: readonly Evidence[]): Block[] {
  const found: Map<string, { value: string; at: Evidence }>[] = [new Map()];
  for (const at of lines) {
    if (at.text.trim() === '') {
      found.push(new Map());
      continue;
    }
    const equals = at.text.indexOf('=');
    if (equals > 0) found.at(-1)?.set(at.text.slice(0, equals).trim(), { value: at.text.slice(equals + 1).trim(), at });
  }
  return found;
}

/** Shown to the reader, unless they say that nothing is wrong. */
const TELLING = ['Id', 'LoadState', 'ActiveState', 'SubState', 'Result', 'ExecMainStatus'];

/** Undefined for a block that was cut off before it named its unit and state. */
function unitState(block: Block, collection: Collection): UnitState | undefined {
  const id = block.get('Id')?.value;
  const active = block.get('ActiveState');
  if (!id || !active?.value) return undefined;
  const text = (key: string) => block.get(key)?.value || undefined;
  const time = (key: string) => systemdTime(text(key) ?? '', collection);
  const names = [id, ...(text('Names') ?? '').split(' ')].filter(Boolean).map(withoutSuffix);

  return {
    name: withoutSuffix(id),
    names: [...new Set(names)],
    load: text('LoadState') ?? 'loaded',
    active: active.value,
    at: active.at,
    evidence: TELLING.flatMap(key => {
      const property = block.get(key);
      return property && !['', '0', 'success', 'loaded'].includes(property.value) ? [property.at] : [];
    }),
    ...given('sub', text('SubState')),
    ...given('result', text('Result')),
    ...given('exitStatus', count(text('ExecMainStatus'))),
    ...given('restarts', count(text('NRestarts'))),
    ...given('restartsAt', block.get('NRestarts')?.at),
    ...given('enabled', text('UnitFileState')),
    ...given('enabledAt', block.get('UnitFileState')?.at),
    // Of a unit that was never to be started the result is `no` too, without a time.
    ...(text('ConditionResult') === 'no' && text('ConditionTimestamp') && { skipped: true as const }),
    ...given('since', time('StateChangeTimestamp')),
    ...given('activeSince', time('ActiveEnterTimestamp')),
  };
}

function withoutSuffix(name: string): string {
  return name.replace(/\.service$/, '');
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function given<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}
