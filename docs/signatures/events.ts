import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '2.1', what: 'EvictionThresholdMet', check: 'events/no-eviction' },
  {
    id: '2.2',
    what: 'NodeHasDiskPressure, NodeHasInsufficientMemory, NodeHasInsufficientPID',
    whyNot:
      'The conditions tell the same with the time of the change: see memory, disk and pids. The event alone may be an hour old.',
  },
  { id: '2.3', what: 'Rebooted', check: 'events/no-reboot' },
  { id: '2.4', what: 'SystemOOM', check: 'events/no-system-oom' },
  { id: '2.5', what: 'NodeNotReady again and again', check: 'events/not-flapping' },
  { id: '2.6', what: 'Starting kubelet again and again', check: 'events/kubelet-stays-up' },
  { id: '2.7', what: 'InvalidDiskCapacity for minutes', check: 'events/image-filesystem-measured' },
  { id: '2.8', what: 'ImageGCFailed', check: 'events/image-gc-works' },
  { id: '2.9', what: 'ContainerGCFailed', check: 'events/container-gc-works' },
  { id: '2.10', what: 'FailedNodeAllocatableEnforcement', check: 'events/limits-enforced' },
  {
    id: '2.11',
    what: 'CgroupV1, CheckLimitsForResolvConf, MissingClusterDNS, PossibleMemoryBackedVolumesOnDisk',
    check: 'events/no-setup-advice',
  },
  { id: '2.12', what: 'KubeletSetupFailed', check: 'events/kubelet-set-up' },
  { id: '2.13', what: 'Pods deleted because the node was lost', check: 'events/pods-not-taken' },
];
