import type { Signature } from './signature.js';

/** What only looks bad: said of healthy nodes, too. No check raises it above a remark. */
export const signatures: readonly Signature[] = [
  { id: '30.1', what: 'Flag --x has been deprecated', whyNot: 'The flag still counts; each start names it.' },
  {
    id: '30.2',
    what: 'Unable to watch for tunnel endpoints',
    whyNot: 'k3s says it while its API server comes up, and tries again.',
  },
  {
    id: '30.3',
    what: 'skip loading plugin, in containerd',
    whyNot: 'Snapshotters that this kernel or filesystem does not have.',
  },
  { id: '30.4', what: 'shim disconnected, cleaning up dead shim', whyNot: 'Said of each container that ends.' },
  {
    id: '30.5',
    what: 'failed to load cni during init',
    whyNot: 'At a boot the network plug-in has not written its configuration yet.',
  },
  {
    id: '30.6',
    what: 'PLEG: pleg has yet to be successful',
    whyNot: 'Of the first two minutes after a start: pleg/healthy leaves it out.',
  },
  {
    id: '30.7',
    what: 'container runtime status check may not have completed yet',
    whyNot: 'Of the first minute after a start: node-status/ready makes a remark of it.',
  },
  {
    id: '30.8',
    what: 'InvalidDiskCapacity once or twice',
    whyNot: 'Of a start: events/image-filesystem-measured wants it for minutes.',
  },
  {
    id: '30.9',
    what: 'Image garbage collection failed once',
    whyNot: 'Of a start: events/image-gc-works leaves it out.',
  },
  {
    id: '30.10',
    what: 'Failed to get system container stats',
    whyNot: 'The kubelet was not told the cgroups of the system; nothing depends on it.',
  },
  { id: '30.11', what: 'Created slice, Started, Stopped', whyNot: 'systemd tells of each scope and slice.' },
  { id: '30.12', what: 'NodeHasSufficient… events', whyNot: 'Sent at each start of the kubelet.' },
  {
    id: '30.13',
    what: 'failed to exit within 10 seconds of signal 15',
    whyNot: 'The program does not listen to SIGTERM: docker/kills-containers wants SIGKILL to fail.',
  },
  {
    id: '30.14',
    what: 'No such container, in handlers of docker',
    whyNot: 'Somebody asked for a container that was removed meanwhile.',
  },
  {
    id: '30.15',
    what: 'ignoring event module=libcontainerd',
    whyNot: 'docker tells of events that it has no use for.',
  },
  {
    id: '30.16',
    what: 'Ports of veth and cni0 that change their state',
    whyNot: 'Said of each pod that comes or goes.',
  },
  { id: '30.17', what: 'var-lib-….mount: Succeeded', whyNot: 'systemd tells of each volume that is unmounted.' },
  {
    id: '30.18',
    what: 'System clock was stepped by 0.000000 seconds',
    whyNot: 'Nothing was stepped: ntp/no-steps counts from a second on.',
  },
  { id: '30.19', what: 'Selected source', whyNot: 'chronyd tells which server it follows.' },
  {
    id: '30.20',
    what: 'cgroup: disabling cgroup2 socket matching',
    whyNot: 'The kernel tells of a setting that docker made.',
  },
  {
    id: '30.21',
    what: 'Operation cannot be fulfilled, the object has been modified',
    whyNot: 'Two wrote at once, and one tries again: node-status/lease-renewed leaves it out.',
  },
  {
    id: '30.22',
    what: 'watch ended, too old resource version, unexpected watch close',
    whyNot: 'Watches end after some minutes and are begun anew.',
  },
  {
    id: '30.23',
    what: 'Trace[…] of some hundred milliseconds',
    whyNot: 'The API server tells where a request spent its time.',
  },
  { id: '30.24', what: 'http: TLS handshake error … EOF', whyNot: 'Load balancers look whether the port is open.' },
  { id: '30.25', what: 'Throttling request took', whyNot: 'The kubelet is polite to the API server.' },
  {
    id: '30.26',
    what: 'Nameserver limits were exceeded',
    whyNot: 'The first three name servers are used: events/no-setup-advice makes a remark of it.',
  },
  {
    id: '30.27',
    what: 'Could not construct reference',
    whyNot: 'An event about an object that has no place to be kept.',
  },
  { id: '30.28', what: 'Unable to read config path /etc/kubernetes/manifests', whyNot: 'A worker has no static pods.' },
  { id: '30.29', what: 'container event discarded', whyNot: 'containerd has events, and nobody asked for them.' },
  { id: '30.30', what: 'received exit event', whyNot: 'containerd 1.7 tells of each container that ends.' },
  {
    id: '30.31',
    what: 'overlayfs volatile, launched with NULL argv',
    whyNot: 'The kernel tells of how containers are mounted and started.',
  },
  { id: '30.32', what: 'ACPI BIOS Error, notes on Spectre and MDS', whyNot: 'Of each boot of many machines.' },
  {
    id: '30.33',
    what: 'Another app is currently holding the xtables lock',
    whyNot: 'kube-proxy and the network plug-in take turns, and wait.',
  },
  {
    id: '30.34',
    what: 'Remotedialer proxy error, close 1006',
    whyNot: 'A k3s server was restarted: the agent connects again.',
  },
];
