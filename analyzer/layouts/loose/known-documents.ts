import type { Spec } from '../../../bundle/spec.js';
import * as audit from '../../../bundle/specs/audit.js';
import * as config from '../../../bundle/specs/config.js';
import * as disk from '../../../bundle/specs/disk.js';
import * as kubernetes from '../../../bundle/specs/kubernetes.js';
import * as network from '../../../bundle/specs/network.js';
import * as node from '../../../bundle/specs/node.js';
import * as runtime from '../../../bundle/specs/runtime.js';
import * as time from '../../../bundle/specs/time.js';
import { unitsShow } from '../../../bundle/specs/units.js';
import { describedNode } from '../cuts/described-node.js';
import { listedUnits } from '../cuts/listed-units.js';
import { mountTable } from '../cuts/mount-table.js';
import { packageNames } from '../cuts/package-names.js';
import type { Cut } from '../layout.js';

/** A document by lines that it must have, whichever else it has. */
export interface KnownDocument {
  /** As one would type it. */
  readonly as: string;
  readonly spec: Spec;
  /** Each must match: anchored to lines. */
  readonly has: readonly RegExp[];
  /** One of each stands in one line, as the heading of a table. */
  readonly columns?: readonly (readonly string[])[];
  readonly cut?: Cut;
}

/** The more particular before what they could be taken for. */
export const KNOWN_DOCUMENTS: readonly KnownDocument[] = [
  {
    as: 'kubectl describe node',
    spec: kubernetes.describeNode,
    has: [/^Name: +\S/m, /^Conditions:/m, /^System Info:/m],
    cut: describedNode,
  },
  { as: 'kubectl get nodes', spec: kubernetes.nodes, has: [/^NAME +STATUS +(?:ROLES +)?AGE +VERSION/m] },
  { as: 'chronyc tracking', spec: time.chronyTracking, has: [/^Reference ID +:/m, /^System time +:/m] },
  { as: 'chronyc sources', spec: time.chronySources, has: [/^MS Name\/IP address/m] },
  { as: 'chronyc sourcestats', spec: time.chronySourceStats, has: [/^Name\/IP Address +NP +NR +Span/m] },
  { as: 'timedatectl', spec: time.timedatectl, has: [/^ *Local time: /m, /^ *Universal time: /m] },
  { as: 'ntpq -pn', spec: time.ntpq, has: [/^ +remote +refid +st t when/m] },
  { as: 'auditctl -s', spec: audit.auditStatus, has: [/^enabled \S+/m, /^backlog_limit \d+/m] },
  {
    as: 'auditctl -l',
    spec: audit.auditRulesLoaded,
    has: [/^(?:-w \/\S* -p [rwxa]+|-a (?:always|never|exit|exclude),\w+ -|No rules$)/m],
  },
  {
    as: 'df -i',
    spec: disk.dfInodes,
    has: [/^(?:Filesystem|文件系统) .*(?:IUse%|IUsed|已用\(?I\)?%*)/m, /\d% {1,200}\//m],
  },
  {
    as: 'df',
    spec: disk.df,
    has: [/^(?:Filesystem|文件系统|Dateisystem) .*(?:Use%|Capacity|已用%|容量|Verw%)/m, /\d% {1,200}\//m],
  },
  { as: '/proc/meminfo', spec: node.meminfo, has: [/^MemTotal: +\d+ kB/m, /^MemFree: +\d+ kB/m] },
  { as: 'free', spec: node.free, has: [/^ +total +used +free/m, /^(?:Mem|内存)[:：]/m] },
  { as: 'top', spec: node.top, has: [/^top - \d\d:\d\d:\d\d up/m, /^%?Cpu\(s\)/m] },
  { as: 'vmstat', spec: node.vmstat, has: [/^ *r +b +swpd +free/m] },
  { as: 'uptime', spec: node.uptime, has: [/^ *\d\d:\d\d:\d\d +up .*load averages?: /m] },
  { as: 'uname -a', spec: node.uname, has: [/^Linux [\w.-]{1,253} \d[\w.+-]{1,200} #/m] },
  { as: 'last', spec: node.lastReboot, has: [/^(?:reboot|shutdown) +system (?:boot|down)/m] },
  { as: 'journalctl --list-boots', spec: node.boots, has: [/^ *-?\d+ [0-9a-f]{32} \w{3} \d{4}-/m] },
  { as: 'lscpu', spec: node.cpuInfo, has: [/^Architecture: +\S/m, /^CPU(?:\(s\))?: +\d/m] },
  { as: 'ps -eLf', spec: node.threads, has: [], columns: [['PID'], ['LWP', 'SPID'], ['CMD', 'COMMAND']] },
  { as: 'ps', spec: node.processes, has: [], columns: [['PID'], ['PPID'], ['CMD', 'COMMAND']] },
  { as: 'rpm -qa', spec: node.packagesRpm, has: [/^systemd-\d\S*\.(?:x86_64|aarch64|noarch)/m], cut: packageNames },
  { as: 'systemctl show', spec: unitsShow, has: [/^Id=\S+\.service$/m, /^ActiveState=/m] },
  {
    as: 'systemctl list-units',
    spec: unitsShow,
    has: [/^\W{0,4}[\w@.\\:-]+\.service +(?:loaded|not-found|masked) +(?:active|inactive|failed|activating) +\S+ /m],
    cut: listedUnits,
  },
  { as: 'sysctl -a', spec: config.sysctl, has: [/^kernel\.\S+ ?= ?/m, /^net\.ipv4\.\S+ ?= ?/m] },
  { as: '/etc/os-release', spec: config.osRelease, has: [/^PRETTY_NAME=/m, /^ID=/m] },
  { as: 'ss -lntup', spec: network.listening, has: [/^(?:Netid +)?State +Recv-Q +Send-Q/m] },
  { as: 'netstat -lntup', spec: network.listening, has: [/^Active Internet connections/m] },
  { as: 'ip -s link', spec: network.links, has: [/^\d+: \S+: <.*> mtu \d+/m, /^ +RX: +bytes/m] },
  { as: 'ip addr', spec: network.addresses, has: [/^\d+: \S+: <.*> mtu \d+/m, /^ +inet6? /m] },
  { as: 'ifconfig', spec: network.addresses, has: [/^\S+(?:: flags=\d+<| +Link encap:)/m] },
  { as: 'iptables-save', spec: network.iptables, has: [/^\*(?:filter|nat|mangle|raw)$/m, /^:[A-Z]+ /m] },
  {
    as: 'nft list ruleset',
    spec: network.nftables,
    has: [/^table (?:ip|ip6|inet|bridge) \S+ \{/m, /^(?:\t| {1,8})chain [\w.-]{1,200} \{/m],
  },
  { as: 'ip route', spec: network.routes, has: [/^(?:default via \S+|\d[\d.]+\/\d+) .*\bdev \S+/m] },
  { as: 'route -n', spec: network.routes, has: [/^Destination +Gateway +Genmask/m] },
  { as: '/etc/resolv.conf', spec: config.resolvConf, has: [/^nameserver [0-9a-fA-F.:]+/m] },
  { as: 'mount', spec: disk.mounts, has: [/^\S+ on \/.* type \S+ \((?:rw|ro)\b/m], cut: mountTable },
  { as: '/proc/mounts', spec: disk.mounts, has: [/^\S+ \/\S* \S+ (?:rw|ro)\S* \d \d$/m, /^\S+ \/ /m] },
  { as: 'lsblk', spec: disk.lsblk, has: [/^NAME +(?:KNAME +)?(?:MAJ:MIN|TYPE)/m] },
  { as: 'iotop', spec: disk.iotop, has: [/^Total DISK READ ?:/m] },
  {
    as: 'docker info',
    spec: runtime.dockerInfo,
    has: [/^ *(?:Storage Driver|Server Version): /m, /^ *(?:Containers|Docker Root Dir): /m],
  },
  { as: 'crictl ps', spec: runtime.crictlPs, has: [/^CONTAINER +IMAGE +CREATED +STATE +NAME/m] },
  { as: 'crictl pods', spec: runtime.crictlPods, has: [/^POD ID +CREATED +STATE +NAME/m] },
  { as: 'k3s check-config', spec: runtime.k3sCheckConfig, has: [/^\S*Generally Necessary:/m] },
  { as: 'k3s --version', spec: runtime.k3sVersion, has: [/^k3s version v\d/m] },
  {
    as: '10-kubeadm.conf',
    spec: config.kubeadmDropIn,
    has: [/^\[Service\]/m, /^Environment="?KUBELET_[A-Z_]{0,60}ARGS=/m],
  },
  { as: '/etc/containerd/config.toml', spec: config.containerdConfig, has: [/^ {0,20}\[plugins\b/m, /containerd/m] },
  { as: '/var/lib/kubelet/config.yaml', spec: config.kubeletConfig, has: [/^kind: KubeletConfiguration/m] },
  {
    as: '/etc/chrony.conf',
    spec: config.chronyConfig,
    has: [/^(?:server|pool) [\w.:-]{1,253} (?:\w{1,20} ){0,6}iburst\b/m, /^(?:driftfile|makestep|rtcsync)/m],
  },
];
