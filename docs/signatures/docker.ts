import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '5.1', what: 'The unit is not active', check: 'docker/running' },
  { id: '5.2', what: 'RuntimeOffline, DockerOffline', check: 'docker/not-offline' },
  { id: '5.3', what: 'dockerd does not start', check: 'docker/starts' },
  { id: '5.4', what: 'daemon.json is wrong', check: 'docker/config-valid' },
  { id: '5.5', what: 'systemd has given up starting it', check: 'docker/running' },
  { id: '5.6', what: 'dockerd runs and answers nothing', check: 'docker/answers' },
  { id: '5.7', what: 'dockerd does not answer the kubelet', check: 'docker/answers-kubelet' },
  { id: '5.8', what: 'Containers that do not end', check: 'docker/kills-containers' },
  { id: '5.9', what: 'Shims and containerd that are lost', check: 'docker/containerd-stays-up' },
  { id: '5.10', what: 'containerd is restarted by dockerd', check: 'docker/containerd-stays-up' },
  { id: '5.11', what: 'No space left', check: 'disk/writes-find-space' },
  { id: '5.12', what: 'Damaged overlay2 or image store', check: 'docker/layers-sound' },
  { id: '5.13', what: 'devicemapper without free blocks', check: 'docker/thin-pool-has-room' },
  {
    id: '5.14',
    what: 'devicemapper on loopback files',
    whyNot: 'Slow, not broken: each start of docker says so itself.',
  },
  { id: '5.15', what: 'xfs without d_type', check: 'docker/filesystem-fits' },
  { id: '5.16', what: 'Lines of docker that only look bad', whyNot: 'Benign: no check reads them.' },
  { id: '5.17', what: 'cri-dockerd is missing under Kubernetes 1.24 and later', check: 'docker/cri-dockerd-runs' },
];
