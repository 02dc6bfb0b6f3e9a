import * as audit from '../../bundle/specs/audit.js';
import * as config from '../../bundle/specs/config.js';
import * as disk from '../../bundle/specs/disk.js';
import * as kubernetes from '../../bundle/specs/kubernetes.js';
import * as logs from '../../bundle/specs/logs.js';
import * as network from '../../bundle/specs/network.js';
import * as node from '../../bundle/specs/node.js';
import * as runtime from '../../bundle/specs/runtime.js';
import * as time from '../../bundle/specs/time.js';
import * as units from '../../bundle/specs/units.js';
import { nodeEventLines, nodeOfList, podLines, warningLines } from './cuts/cluster-objects.js';
import { describedNode } from './cuts/described-node.js';
import { mountTable } from './cuts/mount-table.js';
import { packageNames } from './cuts/package-names.js';
import { settingOf } from './cuts/settings.js';
import { statusOf } from './cuts/unit-status.js';
import { JOURNAL_SPECS } from './journal-lines.js';
import { joined, journal, type Layout, place } from './layout.js';
import { copiedFiles } from './places/copied-files.js';
import { perUnit } from './places/per-unit.js';

/** A command has the name of its words, joined by `_`; a slash becomes a dot. */
const commands = (plugin: string, ...names: readonly string[]) => names.map(name => `sos_commands/${plugin}/${name}`);

/** Plugins whose journal of a unit is a file of its own. Debian calls chronyd's unit chrony. */
const unitJournals = perUnit(units.unitJournal, unit =>
  ['kubernetes', 'docker', 'containerd', 'crio', 'chrony', 'ntp', 'auditd', 'firewalld', 'systemd', 'logs'].flatMap(
    plugin =>
      commands(plugin, `journalctl_--no-pager_--unit_${unit}`, `journalctl_--no-pager_--catalog_--unit_${unit}`),
  ),
);

/**
 * sosreport 3.9 to 4.9 (`sos report`). It knows kubelet, docker, containerd and cri-o; of k3s and rke2 it has what
 * systemd and the journal tell. `sos clean` changes names alike everywhere, so that a masked one reads the same.
 */
export const sosreport: Layout = {
  tool: 'sosreport',
  marks: [['sos_commands/'], ['version.txt', 'sos_logs/', 'sos_reports/']],
  hostname: ['sos_commands/host/hostname', 'sos_commands/general/hostname', 'hostname', 'etc/hostname'],
  version: { path: 'version.txt', told: /^sos ?report: (\d[\d.]{0,20})/m },
  // A report that was made with --clean says so; the name is that of one that was cleaned later.
  obfuscation: { path: 'sos_reports/manifest.json', told: /"cleaner": ?\{/ },
  about: folder => (/-obfuscated\/?$/.test(folder) ? { obfuscated: true } : {}),
  places: [
    ...copiedFiles([
      config.dockerDaemon,
      config.containerdConfig,
      config.crictlConfig,
      config.cniConfig,
      config.kubeadmDropIn,
      config.kubeletDefaults,
      config.kubeletSysconfig,
      config.chronyConfig,
      config.chronyConfigDebian,
      config.auditRules,
      config.auditRulesDir,
      config.limits,
      config.limitsDir,
      config.systemConf,
      config.journaldConf,
      config.fstab,
      config.resolvConf,
      config.hosts,
      config.redhatRelease,
      config.kernelCommandLine,
      disk.diskStats,
      disk.mdstat,
      node.meminfo,
      node.swaps,
      node.pressureCpu,
      node.pressureMemory,
      node.pressureIo,
      node.pidMax,
      node.threadsMax,
      node.openFiles,
      network.conntrackCount,
      network.conntrackMax,
      ...logs.panicRecords,
    ]),
    place(config.osRelease, ['etc/os-release', 'usr/lib/os-release']),
    place(
      config.kubeadmDropInPackaged,
      ['lib', 'usr/lib'].map(lib => `${lib}/systemd/system/kubelet.service.d/*.conf`),
    ),
    place(config.k3sUnit, 'etc/systemd/system/k3s*.service'),
    place(config.sysctl, commands('kernel', 'sysctl_-a')),
    place(node.pidMax, commands('kernel', 'sysctl_-a'), settingOf('kernel.pid_max')),
    place(node.threadsMax, commands('kernel', 'sysctl_-a'), settingOf('kernel.threads-max')),
    place(network.conntrackCount, commands('kernel', 'sysctl_-a'), settingOf('net.netfilter.nf_conntrack_count')),
    place(network.conntrackMax, commands('kernel', 'sysctl_-a'), settingOf('net.netfilter.nf_conntrack_max')),

    place(disk.mounts, 'proc/mounts'),
    place(disk.mounts, commands('filesys', 'mount_-l'), mountTable),
    place(disk.df, commands('filesys', 'df_-al_-x_autofs', 'df_-al')),
    place(disk.dfInodes, commands('filesys', 'df_-aliT_-x_autofs', 'df_-ali_-x_autofs', 'df_-ali')),
    place(disk.lsblk, commands('block', 'lsblk')),

    place(node.uptime, [...commands('host', 'uptime'), ...commands('general', 'uptime')]),
    place(node.uname, commands('kernel', 'uname_-a')),
    place(node.date, [...commands('date', 'date'), ...commands('general', 'date')]),
    place(node.lastReboot, commands('login', 'last_-F_reboot', 'last_reboot', 'last_-F', 'last')),
    place(node.boots, commands('systemd', 'journalctl_--list-boots')),
    place(node.boots, commands('logs', 'journalctl_--list-boots')),
    place(node.cpuInfo, commands('processor', 'lscpu')),
    place(node.free, commands('memory', 'free', 'free_-m')),
    place(node.processes, commands('process', 'ps_alxwww')),
    place(node.threads, commands('process', 'ps_-elfL')),
    place(
      node.packagesRpm,
      [...commands('rpm', 'sh_-c_rpm_--nodigest_-qa_--qf*', 'rpm_--nodigest_-qa_--qf*'), 'installed-rpms'],
      packageNames,
    ),

    place(units.unitsShow, commands('systemd', 'systemctl_show_service_--all')),
    place(units.failedUnits, commands('systemd', 'systemctl_list-units_--failed')),
    ...perUnit(units.unitStatus, () => commands('systemd', 'systemctl_status_--all'), statusOf),
    ...units.UNITS.map(unit =>
      joined(units.unitFiles[unit], [
        `lib/systemd/system/${unit}.service`,
        `usr/lib/systemd/system/${unit}.service`,
        `etc/systemd/system/${unit}.service`,
        `etc/systemd/system/${unit}.service.d/*.conf`,
      ]),
    ),
    place(units.timers, commands('systemd', 'systemctl_list-timers_--all')),
    place(units.unitFileStates, commands('systemd', 'systemctl_list-unit-files')),

    place(time.timedatectl, commands('systemd', 'timedatectl')),
    place(time.chronyTracking, commands('chrony', 'chronyc_tracking', 'chronyc_-n_tracking')),
    place(time.chronySources, commands('chrony', 'chronyc_-n_sources', 'chronyc_sources')),
    place(time.chronySourceStats, commands('chrony', 'chronyc_sourcestats')),
    place(time.ntpq, commands('ntp', 'ntpq_-pn', 'ntpq_-p')),
    place(audit.auditRulesLoaded, commands('auditd', 'auditctl_-l')),
    place(audit.auditStatus, commands('auditd', 'auditctl_-s')),

    place(network.addresses, commands('networking', 'ip_-d_address', 'ip_address', 'ip_addr')),
    place(network.routes, commands('networking', 'ip_route_show_table_all', 'route_-n')),
    place(network.neighbours, commands('networking', 'ip_-s_-s_neigh_show', 'ip_neigh_show')),
    place(network.links, commands('networking', 'ip_-s_-d_link')),
    place(network.listening, commands('networking', 'ss_-peaonmi', 'netstat_-W_-neopa')),
    place(network.conntrackStats, [
      ...commands('conntrack', 'conntrack_-S'),
      ...commands('networking', 'conntrack_-S'),
    ]),
    place(network.nftables, [
      ...commands('firewall_tables', 'nft_list_ruleset'),
      ...commands('networking', 'nft_list_ruleset'),
      ...commands('firewalld', 'nft_list_ruleset'),
    ]),
    place(network.firewalld, commands('firewalld', 'firewall-cmd_--list-all')),
    place(network.ufw, commands('ufw', 'ufw_status_verbose')),

    place(runtime.dockerInfo, commands('docker', 'docker_info')),
    place(runtime.dockerVersion, commands('docker', 'docker_version')),
    place(runtime.crictlInfo, commands('crio', 'crictl_info')),
    place(runtime.crictlPs, commands('crio', 'crictl_ps_-a', 'crictl_ps')),
    place(runtime.crictlPods, commands('crio', 'crictl_pods')),
    place(runtime.crictlImages, commands('crio', 'crictl_images')),
    place(runtime.crictlStats, commands('crio', 'crictl_stats')),

    // Where the node has the kubeconfig of an administrator: on servers of the control plane.
    place(kubernetes.describeNode, kubectl('describe_node_*', 'nodes'), describedNode),
    place(kubernetes.nodeJson, kubectl('get_-o_json_nodes'), nodeOfList),
    place(kubernetes.nodes, kubectl('get_nodes')),
    joined(kubernetes.nodeEvents, kubectlByNamespace('events'), nodeEventLines),
    joined(kubernetes.warningEvents, kubectlByNamespace('events'), warningLines),
    place([kubernetes.nodeEvents, kubernetes.warningEvents], kubectl('get_--all-namespaces_true_events')),
    joined(kubernetes.podsOnNode, kubectlByNamespace('pods'), podLines),

    ...unitJournals,
    place(logs.dmesg, commands('kernel', 'dmesg', 'dmesg_-T')),
    place(
      logs.previousBoot,
      commands('logs', 'journalctl_--no-pager_--boot_-1', 'journalctl_--no-pager_--catalog_--boot_-1'),
    ),
    journal(JOURNAL_SPECS, commands('logs', 'journalctl_--no-pager')),
    journal(
      JOURNAL_SPECS,
      ['', '_-1'].flatMap(boot =>
        commands('logs', `journalctl_--no-pager_--boot${boot}`, `journalctl_--no-pager_--catalog_--boot${boot}`),
      ),
    ),
    journal(JOURNAL_SPECS, ['var/log/messages', 'var/log/messages-*', 'var/log/syslog', 'var/log/syslog.*']),
    journal([logs.kernelJournal], ['var/log/kern.log', 'var/log/kern.log.*']),
  ],
};

/** `kubectl --kubeconfig=/etc/kubernetes/admin.conf …`, or with the environment's; up to 4.2 in folders by what is asked for. */
function kubectl(words: string, folder = ''): readonly string[] {
  const folders = ['cluster-info', ...(folder === '' ? [] : [folder])];
  return [...folders.map(name => `${name}/`), ''].flatMap(at =>
    ['kubectl', 'kubectl_--kubeconfig_*'].map(program => `sos_commands/kubernetes/${at}${program}_${words}`),
  );
}

function kubectlByNamespace(resource: string): readonly string[] {
  return ['kubectl', 'kubectl_--kubeconfig_*'].flatMap(program =>
    ['cluster-info/*', resource, 'cluster-info'].map(
      folder => `sos_commands/kubernetes/${folder}/${program}_get_-o_json_--namespace_*_${resource}`,
    ),
  );
}
