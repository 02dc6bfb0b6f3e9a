import * as config from '../../bundle/specs/config.js';
import * as disk from '../../bundle/specs/disk.js';
import * as kubernetes from '../../bundle/specs/kubernetes.js';
import * as logs from '../../bundle/specs/logs.js';
import * as network from '../../bundle/specs/network.js';
import * as node from '../../bundle/specs/node.js';
import * as runtime from '../../bundle/specs/runtime.js';
import { unitJournal, unitStatus } from '../../bundle/specs/units.js';
import { describedNode } from './cuts/described-node.js';
import { mountTable } from './cuts/mount-table.js';
import { type Layout, place } from './layout.js';

/** A command has the name of its words without their dashes: `df -h` is `df-h.txt`, a slash becomes `_`. */
const system = (...names: readonly string[]) => names.map(name => `system/${name}.txt`);
const k3s = (...names: readonly string[]) => names.map(name => `k3s/${name}.txt`);

/** diagnostics.sh of k3s. It asks no time service, and has neither counters of the kernel nor audit rules. */
export const k3sDiagnostics: Layout = {
  tool: 'k3s-diagnostics',
  marks: [['system/*.cmd.txt', 'k3s/*.cmd.txt', 'kube/*.cmd.txt'], ['k3s/']],
  hostname: system('hostname'),
  places: [
    place(node.date, system('date')),
    place(node.uptime, system('uptime')),
    place(node.uname, system('uname-a')),
    place(config.osRelease, ['system/_etc_os-release', ...system('cat-_etc_os-release')]),
    place(node.cpuInfo, system('lscpu')),
    place(disk.df, system('df-h')),
    place(disk.dfInodes, system('df-i')),
    place(disk.mounts, system('mount'), mountTable),
    place(node.free, system('free', 'free-h', 'free-m')),
    place(node.top, system('top-bn1', 'top-b-n-1')),
    place(config.sysctl, system('sysctl-a')),
    place(network.addresses, system('ip-addr', 'ip-a', 'ip-addr-show')),
    place(network.routes, system('ip-route', 'ip-r', 'ip-route-show')),
    place(network.iptables, system('iptables-save', 'iptablessave')),
    place(logs.dmesg, system('dmesg', 'dmesg-T')),
    place(runtime.k3sVersion, k3s('k3s-version')),
    place(runtime.k3sCheckConfig, k3s('k3s-checkconfig')),
    place(runtime.crictlPs, k3s('k3s-crictl-ps-a')),
    place(config.k3sConfig, 'k3s/_etc_rancher_k3s_config.yaml'),
    place(config.k3sUnit, 'k3s/_etc_systemd_system_k3s*.service'),
    place(
      unitStatus.k3s,
      k3s('systemctl-status-k3s', 'systemctl-status-k3s.service', 'systemctl-status-k3s.service-nopager'),
    ),
    place(unitStatus['k3s-agent'], k3s('systemctl-status-k3sagent', 'systemctl-status-k3sagent.service-nopager')),
    place(kubernetes.describeNode, 'kube/kubectl-describe-nodes.txt', describedNode),
    place(kubernetes.nodes, ['kube/kubectl-get-nodes.txt', 'kube/kubectl-get-nodes-o-wide.txt']),
    place(unitJournal.k3s, k3s('journalctl-unit-k3s.service-nopager', 'journalctl-u-k3s')),
    place(unitJournal['k3s-agent'], k3s('journalctl-unit-k3sagent.service-nopager', 'journalctl-u-k3sagent')),
    place(runtime.rancherContainerdLog, 'k3s/_var_lib_rancher_k3s_agent_containerd_containerd.log'),
  ],
};
