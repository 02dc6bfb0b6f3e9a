import type { Signature } from './signature.js';

/** Conditions of a node: who owns them, and when they are bad. */
export const signatures: readonly Signature[] = [
  { id: '0.1', what: 'Ready: False, or Unknown', check: 'node-status/ready' },
  { id: '0.2', what: 'MemoryPressure', check: 'memory/no-memory-pressure' },
  { id: '0.3', what: 'DiskPressure', check: 'disk/no-disk-pressure' },
  { id: '0.4', what: 'PIDPressure', check: 'pids/no-pid-pressure' },
  { id: '0.5', what: 'NetworkUnavailable', check: 'network/available' },
  {
    id: '0.6',
    what: 'OutOfDisk',
    whyNot: 'Kubernetes removed it in 1.13; on older nodes DiskPressure turns True before.',
  },
  { id: '0.7', what: 'RuntimeOffline, DockerOffline of node-problem-detector on ACK', check: 'docker/not-offline' },
  { id: '0.8', what: 'NTPProblem', check: 'ntp/no-ntp-problem' },
  { id: '0.9', what: 'InodesPressure', check: 'inodes/no-inodes-pressure' },
  { id: '0.10', what: 'NodePIDPressure', check: 'pids/no-pid-pressure' },
  { id: '0.11', what: 'FDPressure, and its overflow on new kernels', check: 'node-status/detectors-quiet' },
  { id: '0.12', what: 'KernelDeadlock', check: 'node-status/detectors-quiet' },
  { id: '0.13', what: 'ReadonlyFilesystem, judged by its status alone', check: 'node-status/detectors-quiet' },
  { id: '0.14', what: 'Frequent restarts that node-problem-detector counts', check: 'node-status/detectors-quiet' },
  { id: '0.15', what: 'KubeletUnhealthy, ContainerRuntimeUnhealthy', check: 'node-status/detectors-quiet' },
  { id: '0.16', what: 'XfsShutdown, CperHardwareErrorFatal, DiskBadBlock', check: 'node-status/detectors-quiet' },
  { id: '0.17', what: 'SufficientIP of terway, where False is bad', check: 'node-status/detectors-quiet' },
  { id: '0.18', what: 'Conditions that we do not know by name', check: 'node-status/detectors-quiet' },
];
