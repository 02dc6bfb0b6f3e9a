import type { Spec } from '../../../bundle/spec.js';
import { dmesg, kernelJournal, panicRecords, previousBoot } from '../../../bundle/specs/logs.js';
import { rancherContainerdLog, rke2KubeletLog } from '../../../bundle/specs/runtime.js';
import { unitJournal } from '../../../bundle/specs/units.js';

/** Who speaks in a log, where its lines do not say so themselves. */
export interface Voice {
  readonly name: string;
  /** Lines begin with `date host ident[pid]: `, as in a journal; the kernel's own ring has the date alone. */
  readonly journal: boolean;
  /** The log holds lines again that other logs of the bundle have, too. */
  readonly repeats: boolean;
  /** What counts from the start of the kernel is of an earlier boot, whose start is not known. */
  readonly earlierBoot: boolean;
}

const KERNEL_RECORDS = new Set<string>(panicRecords.map(({ id }) => id));
const NAMES: Readonly<Record<string, string>> = {
  [rancherContainerdLog.id]: 'containerd',
  [rke2KubeletLog.id]: 'kubelet',
  [kernelJournal.id]: 'kernel',
  [unitJournal['k3s-agent'].id]: 'k3s',
  [unitJournal['rke2-server'].id]: 'rke2',
  [unitJournal['rke2-agent'].id]: 'rke2',
};

/** By the spec that the log was collected for: `logs/docker` is docker's. */
export function voiceOf({ id }: Spec): Voice {
  const earlierBoot = KERNEL_RECORDS.has(id);
  if (id === dmesg.id || earlierBoot) return { name: 'kernel', journal: false, repeats: true, earlierBoot };
  return {
    name: NAMES[id] ?? id.slice(id.indexOf('/') + 1),
    journal: true,
    repeats: id === previousBoot.id,
    earlierBoot,
  };
}

/** Programs that have the components of a cluster inside, each with its own form of lines. */
export const HOSTS_OF_COMPONENTS: ReadonlySet<string> = new Set(['k3s', 'rke2']);
