import { command, file, glob } from '../spec.js';

export const kubeadmDropIn = file(
  'config/10-kubeadm',
  '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf',
  'Shows with which flags the kubelet is started; the guide asks for it.',
);
export const kubeadmDropInPackaged = glob(
  'config/kubelet-drop-ins',
  '/usr/lib/systemd/system/kubelet.service.d/*.conf',
  'The same file where newer packages put it.',
);
export const kubeletConfig = file(
  'config/kubelet',
  '/var/lib/kubelet/config.yaml',
  'Holds the limits and switches that the kubelet runs with.',
);
export const kubeadmFlags = file(
  'config/kubeadm-flags',
  '/var/lib/kubelet/kubeadm-flags.env',
  'Flags that kubeadm gives to the kubelet: the runtime socket is among them.',
);
export const kubeletDefaults = file(
  'config/kubelet-default',
  '/etc/default/kubelet',
  'Flags that the administrator gives to the kubelet (Debian).',
);
export const kubeletSysconfig = file(
  'config/kubelet-sysconfig',
  '/etc/sysconfig/kubelet',
  'Flags that the administrator gives to the kubelet (Red Hat).',
);

export const k3sConfig = file(
  'config/k3s',
  '/etc/rancher/k3s/config.yaml',
  'Holds the settings of k3s; tokens and passwords are masked.',
);
export const k3sConfigDir = glob(
  'config/k3s-d',
  '/etc/rancher/k3s/config.yaml.d/*.yaml',
  'Further settings of k3s; tokens and passwords are masked.',
);
export const k3sKubeletConfig = glob(
  'config/k3s-kubelet',
  '/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/*',
  'The settings that k3s gives to its kubelet.',
);
export const k3sUnit = glob(
  'config/k3s-unit',
  '/etc/systemd/system/k3s*.service',
  'Shows with which flags k3s is started.',
);
export const k3sEnv = glob(
  'config/k3s-env',
  '/etc/systemd/system/k3s*.service.env',
  'Shows with which environment k3s is started; tokens are masked.',
);
export const rke2Config = file(
  'config/rke2',
  '/etc/rancher/rke2/config.yaml',
  'Holds the settings of rke2; tokens are masked.',
);
export const rke2ConfigDir = glob(
  'config/rke2-d',
  '/etc/rancher/rke2/config.yaml.d/*.yaml',
  'Further settings of rke2; tokens are masked.',
);
export const registries = glob(
  'config/registries',
  '/etc/rancher/*/registries.yaml',
  'Shows where images are pulled from; credentials are masked.',
);

export const dockerDaemon = file(
  'config/docker-daemon',
  '/etc/docker/daemon.json',
  'Holds the settings of dockerd, the guide asks for it.',
);
export const containerdConfig = file(
  'config/containerd',
  '/etc/containerd/config.toml',
  'Holds the settings of containerd; credentials are masked.',
);
export const rancherContainerdConfig = glob(
  'config/containerd-rancher',
  '/var/lib/rancher/*/agent/etc/containerd/config*.toml*',
  'The settings that k3s or rke2 gives to its containerd; credentials are masked.',
);
export const crictlConfig = file('config/crictl', '/etc/crictl.yaml', 'Tells which runtime socket crictl asks.');
export const cniConfig = glob(
  'config/cni',
  '/etc/cni/net.d/*.conf*',
  'Shows which network plugin gives addresses to pods.',
);
export const rancherCniConfig = glob(
  'config/cni-rancher',
  '/var/lib/rancher/*/agent/etc/cni/net.d/*.conf*',
  'The same for k3s and rke2.',
);

export const chronyConfig = file('config/chrony', '/etc/chrony.conf', 'Names the time servers of the node (Red Hat).');
export const chronyConfigDebian = file(
  'config/chrony-debian',
  '/etc/chrony/chrony.conf',
  'Names the time servers of the node (Debian).',
);
export const auditRules = file('config/audit-rules', '/etc/audit/audit.rules', 'Shows which files are being audited.');
export const auditRulesDir = glob(
  'config/audit-rules-d',
  '/etc/audit/rules.d/*.rules',
  'Shows which files are being audited after the next start.',
);
export const limits = file('config/limits', '/etc/security/limits.conf', 'Limits on open files and processes.');
export const limitsDir = glob(
  'config/limits-d',
  '/etc/security/limits.d/*.conf',
  'Limits on open files and processes.',
);
export const systemConf = file('config/systemd', '/etc/systemd/system.conf', 'Default limits of services.');
export const journaldConf = file('config/journald', '/etc/systemd/journald.conf', 'Tells how long logs are kept.');
export const fstab = file('config/fstab', '/etc/fstab', 'Shows what is mounted at boot; passwords are masked.');
export const resolvConf = file('config/resolv', '/etc/resolv.conf', 'Names the DNS servers of the node.');
export const hosts = file('config/hosts', '/etc/hosts', 'Names that are resolved without DNS.');
export const osRelease = file('config/os-release', '/etc/os-release', 'Names the distribution and its version.');
export const redhatRelease = file('config/redhat-release', '/etc/redhat-release', 'Tells CentOS 7.6 from 7.9.');
export const kernelCommandLine = file('config/cmdline', '/proc/cmdline', 'Switches that the kernel was booted with.');

export const sysctl = command(
  'config/sysctl',
  ['sysctl', '-a'],
  'Kernel settings: forwarding, limits on processes, files and connections.',
  { okExits: [1, 255] },
);
