import * as config from '../../bundle/specs/config.js';
import * as disk from '../../bundle/specs/disk.js';
import * as logs from '../../bundle/specs/logs.js';
import * as network from '../../bundle/specs/network.js';
import * as node from '../../bundle/specs/node.js';
import * as runtime from '../../bundle/specs/runtime.js';
import { unitFiles, unitJournal, unitsShow } from '../../bundle/specs/units.js';
import { listedUnits } from './cuts/listed-units.js';
import { mountTable } from './cuts/mount-table.js';
import { packageNames } from './cuts/package-names.js';
import { settingOf } from './cuts/settings.js';
import { JOURNAL_SPECS } from './journal-lines.js';
import { journal, type Layout, place } from './layout.js';

const SYSCTL = 'sysctls/sysctl_all.txt';

/**
 * The EKS log collector (`eks-log-collector.sh`). It asks the cluster nothing and no time service: nothing tells
 * what the API server knows of the node, and the time is that of its files, in UTC as EKS nodes are.
 */
export const eks: Layout = {
  tool: 'eks',
  marks: [['system/'], ['ipamd/', 'nodeadm/'], ['kubelet/', 'containerd/', 'docker/'], ['kernel/', 'storage/']],
  hostname: ['system/instance-id.txt'],
  about: folder => (folder === '' ? { utcOffsetMinutes: 0 } : { utcOffsetMinutes: 0, ...hostOf(folder) }),
  places: [
    place(node.uname, 'kernel/uname.txt'),
    place(logs.dmesg, ['kernel/dmesg.human.current', 'kernel/dmesg.current']),
    place(unitsShow, 'system/services.txt', listedUnits),
    place(node.packagesRpm, 'system/pkglist.txt', packageNames),
    place(node.top, 'system/top.txt'),
    place(node.threads, 'system/ps-threads.txt'),
    place(node.lastReboot, 'system/last_reboot.txt'),
    place(network.listening, 'system/netstat.txt'),
    place(disk.df, 'storage/mounts.txt'),
    place(disk.mounts, 'storage/mounts.txt', mountTable),
    place(disk.dfInodes, 'storage/inodes.txt'),
    place(disk.lsblk, 'storage/lsblk.txt'),
    place(config.fstab, 'storage/fstab.txt'),
    place(config.sysctl, SYSCTL),
    place(node.pidMax, SYSCTL, settingOf('kernel.pid_max')),
    place(node.threadsMax, SYSCTL, settingOf('kernel.threads-max')),
    place(network.conntrackCount, SYSCTL, settingOf('net.netfilter.nf_conntrack_count')),
    place(network.conntrackMax, SYSCTL, settingOf('net.netfilter.nf_conntrack_max')),
    place(network.iptables, 'networking/iptables-save.txt'),
    place(network.routes, 'networking/iproute.txt'),
    place(network.conntrackStats, 'networking/conntrack.txt'),
    place(config.resolvConf, 'networking/resolv.conf'),
    place(runtime.dockerInfo, 'docker/docker-info.txt'),
    place(runtime.dockerVersion, 'docker/docker-version.txt'),
    place(config.containerdConfig, 'containerd/containerd-config.txt'),
    place(config.kubeletConfig, ['kubelet/kubelet-config.json', 'kubelet/config.json']),
    place(unitFiles.kubelet, 'kubelet/kubelet_service.txt'),
    place(unitJournal.kubelet, 'kubelet/kubelet.log'),
    place(unitJournal.docker, 'docker/docker.log'),
    place(unitJournal.containerd, 'containerd/containerd-log.txt'),
    journal(JOURNAL_SPECS, ['var_log/syslog', 'var_log/messages']),
  ],
};

/** `eks_i-0123456789abcdef0_2026-11-23_2000-UTC_0.7.8/`: the instance. */
function hostOf(folder: string): { readonly hostname?: string } {
  const instance = /eks_(i-[0-9a-f]{8,20})_/.exec(folder)?.[1];
  return instance === undefined ? {} : { hostname: instance };
}
