import * as config from '../../bundle/specs/config.js';
import * as disk from '../../bundle/specs/disk.js';
import * as kubernetes from '../../bundle/specs/kubernetes.js';
import * as logs from '../../bundle/specs/logs.js';
import * as network from '../../bundle/specs/network.js';
import * as node from '../../bundle/specs/node.js';
import * as runtime from '../../bundle/specs/runtime.js';
import { UNITS, unitFileStates, unitJournal, unitsShow } from '../../bundle/specs/units.js';
import { nodeOfList } from './cuts/cluster-objects.js';
import { describedNode } from './cuts/described-node.js';
import { listedUnits } from './cuts/listed-units.js';
import { mountTable } from './cuts/mount-table.js';
import { packageNames } from './cuts/package-names.js';
import { settingOf } from './cuts/settings.js';
import { JOURNAL_SPECS } from './journal-lines.js';
import { journal, type Layout, place } from './layout.js';

const DISTRIBUTIONS = ['k3s', 'rke2', 'rke', 'kubeadm'] as const;
const system = (name: string) => `systeminfo/${name}`;
/** `k3s/kubectl/nodes` of whichever distribution the node has. */
const anyOf = (path: string) => DISTRIBUTIONS.map(distribution => `${distribution}/${path}`);

/**
 * Rancher's log collector of v2.x, for k3s, rke2, rke1 and kubeadm. It runs no `systemctl show` and no `timedatectl`,
 * and asks no time service for its offset.
 */
export const rancher: Layout = {
  tool: 'rancher',
  marks: [
    ['systeminfo/'],
    ['collector-output.log', 'journald/', 'systemlogs/'],
    DISTRIBUTIONS.map(name => `${name}/`).concat('docker/'),
  ],
  hostname: [system('hostname')],
  places: [
    place(node.date, system('date')),
    place(node.uptime, system('uptime')),
    place(node.uname, system('uname')),
    place(config.osRelease, system('osrelease')),
    place(config.resolvConf, system('etcresolvconf')),
    place(config.hosts, system('etchosts')),
    place(config.sysctl, system('sysctla')),
    place(node.pidMax, system('sysctla'), settingOf('kernel.pid_max')),
    place(node.threadsMax, system('sysctla'), settingOf('kernel.threads-max')),
    place(network.conntrackCount, system('sysctla'), settingOf('net.netfilter.nf_conntrack_count')),
    place(network.conntrackMax, system('sysctla'), settingOf('net.netfilter.nf_conntrack_max')),
    place(node.openFiles, system('file-nr')),
    place(disk.df, system('dfh')),
    place(disk.dfInodes, system('dfi')),
    place(disk.mounts, system('mount'), mountTable),
    place(disk.lsblk, system('lsblk')),
    place(node.free, [system('freeh'), system('freem')]),
    place(node.cpuInfo, system('lscpu')),
    place(node.vmstat, system('vmstat')),
    place(node.top, system('top')),
    place(node.packagesRpm, system('packages-rpm'), packageNames),
    place(unitsShow, system('systemd-units'), listedUnits),
    place(unitFileStates, system('systemd-unit-files')),

    place(network.addresses, 'networking/ipaddrshow'),
    place(network.routes, 'networking/iproute'),
    place(network.neighbours, 'networking/ipneighbour'),
    place(network.iptables, 'networking/iptablessave'),
    place(network.nftables, 'networking/nft_ruleset'),
    place(network.listening, ['networking/ssanp', 'networking/netstat']),
    place(network.conntrackStats, system('conntrack')),
    place(network.ufw, system('ubuntu-ufw')),

    place(config.k3sConfig, 'k3s/config.yaml'),
    place(config.k3sUnit, 'k3s/k3s*.service'),
    place(config.rke2Config, 'rke2/config.yaml'),
    place(config.dockerDaemon, 'docker/etcdockerdaemon.json'),
    place(runtime.dockerInfo, 'docker/dockerinfo'),
    place(runtime.k3sVersion, 'k3s/version'),
    place(runtime.k3sCheckConfig, 'k3s/check-config'),
    place(runtime.crictlInfo, anyOf('crictl/info')),
    place(runtime.crictlPs, anyOf('crictl/psa')),
    place(runtime.crictlPods, anyOf('crictl/pods')),
    place(runtime.crictlImages, anyOf('crictl/images')),
    place(runtime.crictlStats, anyOf('crictl/statsa')),

    place(kubernetes.describeNode, anyOf('kubectl/nodesdescribe'), describedNode),
    place(kubernetes.nodeJson, anyOf('kubectl/nodes.json'), nodeOfList),
    place(kubernetes.nodes, anyOf('kubectl/nodes')),
    place(kubernetes.version, anyOf('kubectl/version')),

    ...UNITS.map(unit => place(unitJournal[unit], `journald/${unit}`)),
    place(runtime.rke2KubeletLog, ['rke2/agent-logs/kubelet.log', 'rke2/agent-logs/kubelet-*.log']),
    place(runtime.rancherContainerdLog, [
      'k3s/containerd.log',
      'rke2/containerd.log',
      'rke2/agent-logs/containerd.log',
    ]),
    place(logs.dmesg, system('dmesg')),
    journal(JOURNAL_SPECS, ['systemlogs/syslog*', 'systemlogs/messages*']),
    journal([logs.kernelJournal], 'systemlogs/kern*'),
  ],
};
