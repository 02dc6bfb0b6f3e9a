import type { Spec } from '../spec.js';
import * as audit from './audit.js';
import * as config from './config.js';
import * as disk from './disk.js';
import * as kubernetes from './kubernetes.js';
import * as logs from './logs.js';
import * as network from './network.js';
import * as node from './node.js';
import * as runtime from './runtime.js';
import * as time from './time.js';
import * as units from './units.js';

/**
 * Everything that a bundle can hold, in the order in which it is collected: cheap and vital first, so
 * that a collector that is stopped half-way has what the guide asks for first.
 */
export const specs: readonly Spec[] = [
  // A second's worth of files and commands that cannot hang.
  node.uptime,
  node.uname,
  node.loadavg,
  node.date,
  config.osRelease,
  config.redhatRelease,
  config.kernelCommandLine,
  node.meminfo,
  node.swaps,
  node.pressureCpu,
  node.pressureMemory,
  node.pressureIo,
  node.free,
  node.pidMax,
  node.threadsMax,
  node.cgroupPids,
  node.cgroupPidsUsed,
  node.cgroupPidsV1,
  node.cgroupPidsUsedV1,
  node.openFiles,
  disk.mounts,
  disk.diskStats,
  disk.mdstat,

  // The state of the services.
  units.unitsShow,
  units.failedUnits,
  ...Object.values(units.unitStatus),

  // What the cluster says of the node.
  kubernetes.version,
  kubernetes.describeNode,
  kubernetes.nodeJson,
  kubernetes.nodes,
  kubernetes.nodeEvents,
  kubernetes.leases,
  kubernetes.podsOnNode,
  kubernetes.warningEvents,
  kubernetes.kubeletConfigz,

  // Time, audit, boots.
  time.chronyTracking,
  time.chronySources,
  time.chronySourceStats,
  time.timedatectl,
  time.ntpq,
  audit.auditRulesLoaded,
  audit.auditStatus,
  node.lastReboot,
  node.boots,

  // Configuration.
  config.kubeadmDropIn,
  config.kubeadmDropInPackaged,
  config.kubeletConfig,
  config.kubeadmFlags,
  config.kubeletDefaults,
  config.kubeletSysconfig,
  config.k3sConfig,
  config.k3sConfigDir,
  config.k3sKubeletConfig,
  config.k3sUnit,
  config.k3sEnv,
  config.rke2Config,
  config.rke2ConfigDir,
  config.registries,
  config.dockerDaemon,
  config.containerdConfig,
  config.rancherContainerdConfig,
  config.crictlConfig,
  config.cniConfig,
  config.rancherCniConfig,
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
  config.sysctl,
  ...Object.values(units.unitFiles),
  units.timers,
  units.unitFileStates,

  // What may hang: disks, runtimes.
  disk.df,
  disk.dfInodes,
  disk.lsblk,
  runtime.dockerPs,
  runtime.dockerInfo,
  runtime.dockerVersion,
  runtime.crictlInfo,
  runtime.crictlPs,
  runtime.crictlPods,
  runtime.crictlImages,
  runtime.crictlStats,
  runtime.k3sVersion,
  runtime.k3sCheckConfig,
  runtime.k3sCertificates,
  runtime.kubeadmCertificates,
  runtime.kubeletClientCertificate,
  runtime.kubeletServingCertificate,

  // Load and network.
  node.top,
  node.processes,
  node.processCgroups,
  node.threads,
  node.cpuInfo,
  node.cgroup,
  node.systemdVersion,
  node.packagesRpm,
  node.packagesDeb,
  node.vmstat,
  disk.iostat,
  disk.iotop,
  network.addresses,
  network.routes,
  network.neighbours,
  network.links,
  network.listening,
  network.socketSummary,
  network.conntrackCount,
  network.conntrackMax,
  network.conntrackStats,
  network.conntrackProc,
  network.tcpCounters,
  network.reservations,
  network.iptables,
  network.nftables,
  network.firewalld,
  network.ufw,

  // Logs, the newest boots and the loudest units first.
  logs.dmesg,
  logs.kernelJournal,
  logs.systemJournal,
  logs.previousBoot,
  ...Object.values(units.unitJournal),
  runtime.rancherContainerdLog,
  runtime.rke2KubeletLog,
  ...logs.panicRecords,
  ...logs.networkPluginLogs,
  logs.smartdLog,
];
