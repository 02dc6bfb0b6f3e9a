import { entryPath } from '../../bundle/entry-path.js';
import type { Spec } from '../../bundle/spec.js';
import * as config from '../../bundle/specs/config.js';
import type { Bundle } from '../bundle.js';
import { readFact } from '../engine.js';
import type { Source } from '../fact.js';
import { kernelSettings } from '../facts/network/kernel-settings.js';
import { type Change, changesBetween } from './change.js';
import { settingsIn } from './settings.js';

/** The versions of the system are told apart from its settings; what `sysctl` shows is read by its own fact. */
const FILES: readonly Spec[] = Object.values(config).filter(
  spec => spec !== config.sysctl && spec !== config.osRelease && spec !== config.redhatRelease,
);

/** Counters, random numbers, and settings of single interfaces, which come and go with pods. */
const VOLATILE =
  /^(?:kernel\.random\.|kernel\.(?:ns_last_pid|pty\.nr)$|fs\.(?:dentry-state|file-nr|inode-nr|inode-state|aio-nr|quota\.)|net\.netfilter\.nf_conntrack_count$|net\.ipv[46]\.(?:conf|neigh)\.(?!all\.|default\.)|dev\.cdrom\.|sunrpc\.transports)/;

/** The end of a name whose value nobody else should see. */
const SECRET = /(?:token|passw(?:or)?d|secret|credentials?|auth|private[-_]?key|access[-_]?key)(?:\[\d+\])?$/i;

/** Files of which one bundle does not tell whether they are on the node cannot be compared. */
export interface SettingChanges {
  readonly changes: readonly Change[];
  readonly notCompared: readonly string[];
}

/** What is different in the configuration of the node: its files, and the settings of its kernel. */
export function settingChanges(before: Bundle, after: Bundle): SettingChanges {
  const changes: Change[] = [];
  const notCompared: string[] = [];
  for (const spec of FILES) {
    const [was, is] = [byPath(before.documents(spec)), byPath(after.documents(spec))];
    for (const entry of new Set([...was.keys(), ...is.keys()])) {
      const [old, now] = [was.get(entry), is.get(entry)];
      if (old && now) {
        if (old.text !== now.text) changes.push(...changesIn(entry, old, now));
      } else if (tellsAbsence(old ? after : before, spec)) {
        changes.push({ kind: 'setting', entry, key: '', ...(old ? { before: '' } : { after: '' }) });
      } else notCompared.push(entry);
    }
  }
  return { changes: [...changes, ...kernelChanges(before, after, notCompared)], notCompared };
}

function changesIn(entry: string, before: Source, after: Source): Change[] {
  return changesBetween(settingsIn(before), settingsIn(after), { kind: 'setting', entry }).map(withoutSecret);
}

/** Our collector masks what is secret; others' do not. That it differs is told. */
function withoutSecret({ before, after, ...change }: Change): Change {
  const hide = (value: string) => (SECRET.test(change.key) && value !== '' ? '***' : value);
  return {
    ...change,
    ...(before !== undefined && { before: hide(before) }),
    ...(after !== undefined && { after: hide(after) }),
  };
}

function kernelChanges(before: Bundle, after: Bundle, notCompared: string[]): Change[] {
  const [was, is] = [before, after].map(bundle => readFact(bundle, kernelSettings));
  const entry = entryPath(config.sysctl);
  if (!was && !is) return [];
  if (!was || !is) {
    notCompared.push(entry);
    return [];
  }
  const steady = (settings: typeof was) =>
    new Map([...settings].filter(([key]) => !VOLATILE.test(key)).map(([key, { value }]) => [key, value]));
  return changesBetween(steady(was), steady(is), { kind: 'setting', entry });
}

function byPath(sources: readonly Source[]): ReadonlyMap<string, Source> {
  return new Map(sources.map(source => [source.path, source]));
}

/** Whether that a file is not in the bundle means that it is not on the node. */
function tellsAbsence(bundle: Bundle, spec: Spec): boolean {
  const outcome = bundle.outcome(spec)?.outcome.outcome;
  return outcome === 'missing' || (spec.kind === 'glob' && outcome === 'ok');
}
