import { command, glob } from '../spec.js';

/** Guide: dockerd may be `active (running)` and still answer nothing. The time limit is the measurement. */
export const dockerPs = command(
  'runtime/docker-ps',
  ['docker', 'ps', '--all', '--no-trunc', '--format', '{{.ID}}\t{{.Image}}\t{{.Status}}\t{{.CreatedAt}}\t{{.Names}}'],
  'Shows the containers of docker, and whether dockerd answers at all.',
  { dependsOn: 'docker', timeoutSeconds: 15 },
);
export const dockerInfo = command('runtime/docker-info', ['docker', 'info'], 'Shows how docker stores and runs.', {
  dependsOn: 'docker',
  timeoutSeconds: 15,
});
export const dockerVersion = command(
  'runtime/docker-version',
  ['docker', 'version'],
  'Tells the versions of docker and its parts.',
  { dependsOn: 'docker', timeoutSeconds: 15 },
);

export const crictlInfo = command('runtime/crictl-info', ['crictl', 'info'], 'Tells whether the runtime is ready.', {
  dependsOn: 'cri',
  orElse: [['k3s', 'crictl', 'info']],
  timeoutSeconds: 15,
});
export const crictlPs = command(
  'runtime/crictl-ps',
  ['crictl', 'ps', '--all'],
  'Shows the containers of the runtime.',
  {
    dependsOn: 'cri',
    orElse: [['k3s', 'crictl', 'ps', '--all']],
    timeoutSeconds: 15,
  },
);
export const crictlPods = command('runtime/crictl-pods', ['crictl', 'pods'], 'Shows the pod sandboxes.', {
  dependsOn: 'cri',
  orElse: [['k3s', 'crictl', 'pods']],
  timeoutSeconds: 15,
});
export const crictlImages = command('runtime/crictl-images', ['crictl', 'images'], 'Shows what fills the image disk.', {
  dependsOn: 'cri',
  orElse: [['k3s', 'crictl', 'images']],
  timeoutSeconds: 15,
});
export const crictlStats = command('runtime/crictl-stats', ['crictl', 'stats'], 'Shows what containers use.', {
  dependsOn: 'cri',
  orElse: [['k3s', 'crictl', 'stats']],
  timeoutSeconds: 15,
});

export const k3sCheckConfig = command(
  'runtime/k3s-check-config',
  ['k3s', 'check-config'],
  'Tells whether the kernel has what k3s needs; the guide asks for it.',
  { okExits: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
);
export const k3sVersion = command('runtime/k3s-version', ['k3s', '--version'], 'Tells the version of k3s.');
export const k3sCertificates = command(
  'runtime/k3s-certificates',
  ['k3s', 'certificate', 'check'],
  'Tells when the certificates of k3s expire. Never a key.',
);
export const kubeadmCertificates = command(
  'runtime/kubeadm-certificates',
  ['kubeadm', 'certs', 'check-expiration'],
  'Tells when the certificates of the control plane expire. Never a key.',
  { orElse: [['kubeadm', 'alpha', 'certs', 'check-expiration']], dependsOn: 'api-server' },
);
export const kubeletClientCertificate = command(
  'runtime/kubelet-client-certificate',
  [
    'openssl',
    'x509',
    '-noout',
    '-subject',
    '-startdate',
    '-enddate',
    '-in',
    '/var/lib/kubelet/pki/kubelet-client-current.pem',
  ],
  'Tells when the certificate of the kubelet expires. openssl prints the dates only, never the key beside it.',
);
export const kubeletServingCertificate = command(
  'runtime/kubelet-serving-certificate',
  ['openssl', 'x509', '-noout', '-subject', '-startdate', '-enddate', '-in', '/var/lib/kubelet/pki/kubelet.crt'],
  'Tells when the serving certificate of the kubelet expires.',
);

const why = 'What the containerd of k3s or rke2 logged: the guide asks for it.';
export const rancherContainerdLog = glob(
  'logs/containerd-rancher',
  '/var/lib/rancher/*/agent/containerd/containerd.log',
  why,
  {
    content: 'log',
  },
);
export const rke2KubeletLog = glob(
  'logs/kubelet-rke2',
  '/var/lib/rancher/rke2/agent/logs/kubelet.log',
  'What the kubelet of rke2 logged.',
  { content: 'log' },
);
