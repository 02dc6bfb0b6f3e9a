import * as config from '../../bundle/specs/config.js';
import * as disk from '../../bundle/specs/disk.js';
import * as logs from '../../bundle/specs/logs.js';
import * as network from '../../bundle/specs/network.js';
import * as node from '../../bundle/specs/node.js';
import { type UnitName, unitFiles, unitJournal, unitStatus } from '../../bundle/specs/units.js';
import { framed } from './cuts/frames.js';
import { packageNames } from './cuts/package-names.js';
import { settingOf } from './cuts/settings.js';
import { statusOf } from './cuts/unit-status.js';
import { JOURNAL_SPECS } from './journal-lines.js';
import { journal, type Layout, place } from './layout.js';

const setting = (key: string) => framed(/^sysctl -a/, settingOf(key));
const status = (unit: UnitName) =>
  place(unitStatus[unit], ['service_status', `daemon_status/${unit}_status`], statusOf(unit));

/**
 * diagnose_k8s.sh of Alibaba Cloud ACK. Its files hold many commands each, framed by `run df -h` and `End of df`. It
 * counts no inodes, asks no time service for the offset, and asks the API server only for events.
 */
export const ack: Layout = {
  tool: 'ack',
  marks: [['ps_command_status'], ['system_status', 'daemon_status/', 'system_info']],
  about: folder => {
    const seconds = Number(/diagnose_(\d{9,11})\//.exec(folder)?.[1]);
    return Number.isFinite(seconds) ? { collectedAt: seconds * 1000 } : {};
  },
  places: [
    place(node.date, 'system_status', framed(/^date\b/)),
    place(node.uptime, 'system_status', framed(/^uptime\b/)),
    place(node.uname, 'system_info', framed(/^uname -a/)),
    place(config.osRelease, 'system_info', framed(/os-release/)),
    place(config.sysctl, 'system_info', framed(/^sysctl -a/)),
    place(node.pidMax, 'system_info', setting('kernel.pid_max')),
    place(node.threadsMax, 'system_info', setting('kernel.threads-max')),
    place(network.conntrackCount, 'system_info', setting('net.netfilter.nf_conntrack_count')),
    place(network.conntrackMax, 'system_info', setting('net.netfilter.nf_conntrack_max')),
    place(node.top, 'system_status', framed(/^top\b/)),
    place(disk.df, 'system_status', framed(/^df -h/)),
    place(disk.mounts, 'system_status', framed(/\/proc\/mounts/)),
    place(node.packagesRpm, 'system_status', framed(/^rpm -qa/, packageNames)),
    place(node.meminfo, 'memory_info', framed(/\/proc\/meminfo/)),
    place(network.addresses, 'network_info', framed(/^(?:ip addr|ifconfig)/)),
    place(network.routes, 'network_info', framed(/^(?:ip route|route -n)/)),
    place(network.links, 'network_info', framed(/^ip -s link|^ip link/)),
    place(network.iptables, 'network_info', framed(/^iptables-save/)),
    place(network.listening, 'network_info', framed(/^(?:netstat|ss)\b/)),
    place(config.dockerDaemon, 'daemon_status/docker_daemon.json'),
    place(config.kubeadmDropIn, 'daemon_status/10-kubeadm.conf'),
    place(unitFiles.kubelet, 'daemon_status/kubelet.service'),
    status('kubelet'),
    status('docker'),
    status('containerd'),
    status('chronyd'),
    status('ntpd'),
    status('firewalld'),
    place(unitJournal.kubelet, 'logs/kubelet.log'),
    place(unitJournal.docker, 'logs/docker.log'),
    place(unitJournal.containerd, 'logs/containerd.log'),
    place(logs.dmesg, 'logs/dmesg.log'),
    journal(JOURNAL_SPECS, ['logs/messages', 'varlogmessage.log']),
  ],
};
