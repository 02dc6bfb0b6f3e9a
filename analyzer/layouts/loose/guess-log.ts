import type { Spec } from '../../../bundle/spec.js';
import { dmesg, smartdLog } from '../../../bundle/specs/logs.js';
import { rancherContainerdLog } from '../../../bundle/specs/runtime.js';
import { UNITS, unitJournal } from '../../../bundle/specs/units.js';
import { componentOf } from '../../facts/logs/component.js';
import { JOURNAL_SPECS, partName, programSpec } from '../journal-lines.js';
import type { Guess, LooseText } from './guess.js';

const KLOG = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{3,9} +\d+ [\w.-]+\.go:\d+\]/;
const LOGRUS = /^(?:time="\d{4}-[^"]+" level=\w+ msg=|(?:INFO|WARN|ERRO|FATA|DEBU)\[)/;
const SINCE_BOOT = /^\[ *\d+\.\d{6}\] /;
const LOCAL_DMESG = /^\[\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\] /;
const ISO_DMESG = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d,\d{6}[+-]\d\d:\d\d /;
const JOURNAL =
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?|\d{4}-\d\d-\d\dT\S+) (\S+) ([^\s[:]+)(?:\[\d+\])?: /;

/** What only one of those that write logrus lines says. */
const SAID_BY: readonly (readonly [RegExp, string, readonly Spec[]])[] = [
  [
    /Starting k3s|Running kubelet |Waiting for containerd startup|k3s is up and running|Connecting to proxy/,
    'k3s',
    [unitJournal.k3s],
  ],
  [
    /API listen on|Loading containers: |Daemon has completed initialization|libcontainerd:|Starting up" *$/,
    'dockerd',
    [unitJournal.docker],
  ],
  [
    /containerd successfully booted|loading plugin|RunPodSandbox|io\.containerd\.|StopPodSandbox|starting containerd/,
    'containerd',
    [unitJournal.containerd, rancherContainerdLog],
  ],
];

/** By how most of its first lines begin. Undefined for what is no log, or one that nobody knows. */
export function guessLog(text: LooseText): Guess | undefined {
  const lines = text.lines.filter(line => !/^-- |^\s/.test(line)).slice(0, 200);
  const most = (pattern: RegExp) => lines.filter(line => pattern.test(line)).length * 2 > lines.length;
  if (lines.length === 0) return undefined;
  if ([SINCE_BOOT, LOCAL_DMESG, ISO_DMESG].some(most)) return { as: 'dmesg', certainty: 'sure', specs: [dmesg] };
  if (most(JOURNAL)) return fromJournal(lines);
  if (most(KLOG)) return fromKlog(lines, text.name);
  if (most(LOGRUS)) return fromLogrus(lines, text.name);
  return undefined;
}

function fromJournal(lines: readonly string[]): Guess {
  const programs = new Set(lines.flatMap(line => JOURNAL.exec(line)?.[2] ?? []));
  const specs = [...new Set([...programs].flatMap(program => programSpec(program) ?? []))];
  const others = specs.filter(spec => !/^logs\/(?:systemd|kernel)$/.test(spec.id));
  const [own] = others;
  if (specs.length === 0)
    return { as: `the journal of ${[...programs].slice(0, 3).join(', ')}`, certainty: 'sure', specs: [] };
  const as =
    others.length === 1 && own
      ? `journalctl -u ${partName(own)}`
      : specs.length === 1 && specs[0]
        ? `the journal of ${partName(specs[0])}`
        : 'journalctl';
  return { as, certainty: 'sure', specs: JOURNAL_SPECS, lines: 'journal' };
}

function fromKlog(lines: readonly string[], name: string): Guess {
  const components = new Map<string, number>();
  for (const line of lines) {
    const component = componentOf(line);
    if (component !== undefined) components.set(component, (components.get(component) ?? 0) + 1);
  }
  const [most] = [...components].sort((a, b) => b[1] - a[1]);
  if (!most) return byName(name, 'kubelet', [unitJournal.kubelet]) ?? nobodys('a log of a Kubernetes component');
  if (most[0] !== 'kubelet') return { as: `the log of ${most[0]}`, certainty: 'likely', specs: [] };
  return {
    as: 'the log of the kubelet',
    certainty: components.size === 1 ? 'sure' : 'likely',
    specs: [unitJournal.kubelet],
  };
}

function fromLogrus(lines: readonly string[], name: string): Guess {
  for (const [said, as, specs] of SAID_BY) {
    if (lines.some(line => said.test(line))) return { as: `the log of ${as}`, certainty: 'likely', specs };
  }
  return (
    byName(name, 'containerd', [unitJournal.containerd, rancherContainerdLog]) ??
    byName(name, 'k3s', [unitJournal.k3s]) ??
    byName(name, 'docker', [unitJournal.docker]) ??
    nobodys('a log of containerd, docker or k3s')
  );
}

function byName(name: string, word: string, specs: readonly Spec[]): Guess | undefined {
  return name.includes(word) ? { as: `the log of ${word}`, certainty: 'unsure', specs } : undefined;
}

function nobodys(as: string): Guess {
  return { as, certainty: 'unsure', specs: [] };
}

/** Logs as `--as` names them: `kubelet`, `dmesg`, `docker`. */
export const LOG_NAMES: ReadonlyMap<string, readonly Spec[]> = new Map<string, readonly Spec[]>([
  ...UNITS.map(unit => [unit, [unitJournal[unit]]] as const),
  ['containerd', [unitJournal.containerd, rancherContainerdLog]],
  ['dmesg', [dmesg]],
  ['smartd', [smartdLog]],
]);
