import { UNITS, type UnitName, unitStatus } from '../../../bundle/specs/units.js';
import { type Collection, defineFact, type Evidence, type Fact, ParseError, type Source } from '../../fact.js';
import { systemdTime } from './systemd-time.js';
import type { UnitState } from './unit-state.js';

/** What `systemctl status` says of each unit: all that bundles of other tools have, and systemd's own words. */
export const unitsStatus: Readonly<Record<UnitName, Fact<UnitState>>> = Object.fromEntries(
  UNITS.map(unit => [
    unit,
    defineFact<UnitState>({
      name: `systemctl status ${unit}`,
      from: unitStatus[unit],
      parse: (source, collection) => parseStatus(unit, source, collection),
    }),
  ]),
) as Record<UnitName, Fact<UnitState>>;

const TITLE = /^(?:\S\s+)?(?<id>[\w@.-]+)\.service(?: - |\s*$)/;
const LOADED = /^\s*Loaded: (?<load>[a-z-]+)(?: \([^;)]*; (?<enabled>[a-z-]+))?/;
const ACTIVE =
  /^\s*Active: (?<active>[a-z]+)(?: \((?<sub>[a-z-]+)\))?(?: \(Result: (?<result>[a-z-]+)\))?(?: since (?<since>[^;]+))?/;
const MAIN_PID = /^\s*Main PID: \d+ \(code=\w+, status=(?<status>\d{1,3})/;
const NOT_FOUND = /^Unit \S+ could not be found\.$/;

/**
 * Old and new forms alike; the mark in front is no help, it differs by version, state and locale.
 *
 *     * kubelet.service - kubelet: The Kubernetes Node Agent
 *          Loaded: loaded (/lib/systemd/system/kubelet.service; enabled; vendor preset: enabled)
 *          Active: activating (auto-restart) (Result: exit-code) since Thu 2021-06-03 10:00:00 CST; 3s ago
 *        Main PID: 8216 (code=exited, status=1/FAILURE)
 *
 * Or `Unit kubelet.service could not be found.`; systemd 219 prints a block with `Loaded: not-found` instead.
 */
function parseStatus(unit: UnitName, source: Source, collection: Collection): UnitState {
  const missing = source.lines.find(line => NOT_FOUND.test(line.text.trim()));
  if (missing)
    return { name: unit, names: [unit], load: 'not-found', active: 'inactive', at: missing, evidence: [missing] };

  const at = source.lines.find(line => ACTIVE.test(line.text));
  const active = at && ACTIVE.exec(at.text)?.groups;
  if (!at || !active?.['active']) throw new ParseError('no line "Active:" of systemctl status', source.lines[0]);
  const loaded = first(source.lines, LOADED);
  const title = first(source.lines, TITLE);
  const id = title?.groups['id'] ?? unit;
  const mainPid = first(source.lines, MAIN_PID);
  const since = systemdTime(active['since'] ?? '', collection);

  return {
    name: id,
    names: [...new Set([id, unit])],
    load: loaded?.groups['load'] ?? 'loaded',
    active: active['active'],
    at,
    evidence: [title?.at, at, mainPid?.at].filter(line => line !== undefined),
    ...(active['sub'] !== undefined && { sub: active['sub'] }),
    ...(active['result'] !== undefined && { result: active['result'] }),
    ...(mainPid && { exitStatus: Number(mainPid.groups['status']) }),
    ...(loaded?.groups['enabled'] !== undefined && { enabled: loaded.groups['enabled'], enabledAt: loaded.at }),
    ...(since !== undefined && { since }),
    ...(since !== undefined && active['active'] === 'active' && { activeSince: since }),
  };
}

function first(
  lines: readonly Evidence[],
  pattern: RegExp,
): { readonly at: Evidence; readonly groups: Readonly<Record<string, string | undefined>> } | undefined {
  for (const at of lines) {
    const match = pattern.exec(at.text);
    if (match) return { at, groups: match.groups ?? {} };
  }
  return undefined;
}
