import { specs } from '../../bundle/specs/index.js';
import { UNITS } from '../../bundle/specs/units.js';

/** Words that logs are full of whatever a machine or a user is called: to replace them everywhere would spoil the text. */
const COMMON = new Set([
  ...['localhost', 'localdomain', 'node', 'nodes', 'host', 'server', 'agent', 'master', 'worker', 'control', 'plane'],
  ...[
    'docker',
    'containerd',
    'kubelet',
    'kubernetes',
    'k3s',
    'k8s',
    'rke2',
    'rancher',
    'etcd',
    'kube',
    'kubectl',
    'cni',
  ],
  ...[
    'calico',
    'flannel',
    'cilium',
    'terway',
    'coredns',
    'traefik',
    'chrony',
    'ntp',
    'systemd',
    'kernel',
    'linux',
    'proxy',
  ],
  ...[
    'ubuntu',
    'debian',
    'centos',
    'rocky',
    'alma',
    'fedora',
    'redhat',
    'rhel',
    'suse',
    'alpine',
    'admin',
    'root',
    'user',
  ],
  ...[
    'test',
    'dev',
    'prod',
    'staging',
    'demo',
    'default',
    'system',
    'data',
    'app',
    'web',
    'api',
    'db',
    'cache',
    'storage',
  ],
  ...['cloud', 'network', 'disk', 'memory', 'main', 'gateway', 'registry', 'backup', 'monitor', 'gpu', 'cpu'],
  ...[
    'apiserver',
    'kube-apiserver',
    'controller',
    'scheduler',
    'lb',
    'vip',
    'daemon',
    'nobody',
    'postgres',
    'mysql',
    'redis',
    'nginx',
    'ec2-user',
    'core',
    'vm',
    'pod',
    'pods',
    'service',
    'ops',
  ],
]);

/** Also what we call what is collected: units, programs, parts of Kubernetes. */
const OURS = new Set([...UNITS, ...specs.flatMap(({ id }) => id.split(/[/-]/))]);

/** Whether a name is no more than a usual word, or a letter: then it is replaced only where it surely names a machine or a user. */
export function isCommon(name: string): boolean {
  return name.length < 2 || COMMON.has(name.toLowerCase()) || OURS.has(name.toLowerCase()) || /^\d+$/.test(name);
}
