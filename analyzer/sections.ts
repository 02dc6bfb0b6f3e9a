import type { Locale } from './check.js';

/** The sections of the troubleshooting guide, in its order. A check belongs to the section that its folder names. */
export const sections = {
  'node-status': { en: 'Node status', 'zh-CN': '节点状态' },
  events: { en: 'Node details and events', 'zh-CN': '节点详情及事件' },
  kubelet: { en: 'kubelet', 'zh-CN': 'Kubelet' },
  k3s: { en: 'k3s', 'zh-CN': 'k3s' },
  docker: { en: 'Dockerd (RuntimeOffline)', 'zh-CN': 'Dockerd（RuntimeOffline）' },
  containerd: { en: 'Containerd (RuntimeOffline)', 'zh-CN': 'Containerd（RuntimeOffline）' },
  ntp: { en: 'Time synchronisation (NTPProblem)', 'zh-CN': '时间同步（NTPProblem）' },
  pleg: { en: 'PLEG is not healthy', 'zh-CN': 'PLEG is not healthy' },
  scheduling: { en: 'Scheduling resources', 'zh-CN': '调度资源不足' },
  cpu: { en: 'CPU', 'zh-CN': 'CPU 不足' },
  memory: { en: 'Memory (MemoryPressure)', 'zh-CN': '内存不足（MemoryPressure）' },
  inodes: { en: 'Inodes (InodesPressure)', 'zh-CN': '索引节点不足（InodesPressure）' },
  pids: { en: 'PIDs (NodePIDPressure)', 'zh-CN': 'PID 不足（NodePIDPressure）' },
  disk: { en: 'Disk space (DiskPressure)', 'zh-CN': '磁盘空间不足（DiskPressure）' },
  ip: { en: 'IP addresses (IpNotEnough)', 'zh-CN': 'IP 资源不足（IpNotEnough）' },
  network: { en: 'Node network', 'zh-CN': '节点网络' },
  firewall: { en: 'Firewall and ports', 'zh-CN': '防火墙及端口' },
  monitoring: { en: 'Load at collection time', 'zh-CN': '采集时的负载' },
  reboot: { en: 'Unexpected reboots', 'zh-CN': '异常重启' },
  auditd: { en: 'auditd', 'zh-CN': 'auditd' },
} as const satisfies Readonly<Record<string, Readonly<Record<Locale, string>>>>;

export type SectionId = keyof typeof sections;
export const SECTION_IDS = Object.keys(sections) as readonly SectionId[];
