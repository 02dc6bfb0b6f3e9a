import {
  dmesg,
  kernelJournal,
  networkPluginLogs,
  panicRecords,
  previousBoot,
  smartdLog,
  systemJournal,
} from '../../../bundle/specs/logs.js';
import { rancherContainerdLog, rke2KubeletLog } from '../../../bundle/specs/runtime.js';
import { unitJournal } from '../../../bundle/specs/units.js';
import type { LogSource } from '../../fact.js';
import { mayBeOf } from './component.js';

/** Where a kubelet speaks: its own unit, or the k3s that has it inside, or rke2's file. */
export const kubeletLogs: LogSource = {
  name: 'the kubelet log',
  logs: [
    unitJournal.kubelet,
    unitJournal.k3s,
    unitJournal['k3s-agent'],
    rke2KubeletLog,
    unitJournal['rke2-server'],
    unitJournal['rke2-agent'],
  ],
  ours: mayBeOf('kubelet'),
};

/** What k3s says of itself, without the lines of the components that it has inside. */
export const supervisorLogs: LogSource = {
  name: 'the log of k3s itself',
  logs: [unitJournal.k3s, unitJournal['k3s-agent'], unitJournal['rke2-server'], unitJournal['rke2-agent']],
  ours: mayBeOf('k3s'),
};

/** Everything that the process of k3s or rke2 says, whichever component. */
export const k3sLogs: LogSource = { name: 'the k3s log', logs: supervisorLogs.logs };

export const dockerLogs: LogSource = { name: 'the docker log', logs: [unitJournal.docker] };

/** The unit's journal, and the file that k3s and rke2 write instead. */
export const containerdLogs: LogSource = {
  name: 'the containerd log',
  logs: [unitJournal.containerd, rancherContainerdLog],
};

export const chronyLogs: LogSource = {
  name: 'the chrony log',
  logs: [unitJournal.chronyd, unitJournal.chrony],
};

/** Whoever asks the API server, or is asked, and looks at certificates. */
export const certificateLogs: LogSource = {
  name: 'the logs of kubelet and k3s',
  logs: kubeletLogs.logs,
};

/** Whoever writes on the disks that a node cannot do without. */
export const writerLogs: LogSource = {
  name: 'the logs of kubelet, k3s and the container runtime',
  logs: [...kubeletLogs.logs, unitJournal.docker, unitJournal.containerd, rancherContainerdLog],
};

/** dmesg covers this boot only; the journal older boots too, and holds the same lines where both are there. */
export const kernelLogs: LogSource = { name: 'the kernel log', logs: [kernelJournal, dmesg], sameLines: true };

/** What systemd said of starting, stopping and failing units. */
export const systemdLogs: LogSource = { name: 'the systemd journal', logs: [systemJournal] };

/** The end of the boot before this one. */
export const previousBootLog: LogSource = { name: 'the log of the boot before', logs: [previousBoot] };

/** Where it is said that a pod gets no network: by the kubelet, by the runtime that called the plugin, by the plugin. */
export const podNetworkLogs: LogSource = {
  name: 'what is logged of pod networks',
  logs: [
    unitJournal.kubelet,
    unitJournal.k3s,
    unitJournal['k3s-agent'],
    rke2KubeletLog,
    unitJournal['rke2-server'],
    unitJournal['rke2-agent'],
    unitJournal.containerd,
    rancherContainerdLog,
    ...networkPluginLogs,
  ],
};

/** Where a panic can be read afterwards: hardly ever in the journal, which it stops. */
export const panicLogs: LogSource = { name: 'the last words of the kernel', logs: [kernelJournal, ...panicRecords] };

export const smartdLogs: LogSource = { name: 'the smartd log', logs: [smartdLog] };

export const auditdLogs: LogSource = { name: 'the auditd log', logs: [unitJournal.auditd, systemJournal] };
