import { normalize } from 'node:path/posix';
import { matchesPattern } from '../bundle/entry-path.js';

/**
 * Files that are never opened, whatever a spec or a link says: keys, credentials, Secrets. `*` is any part
 * of one path segment; a pattern that ends in `/**` names everything below a folder.
 */
export const FORBIDDEN: readonly string[] = [
  '/etc/shadow',
  '/etc/shadow-',
  '/etc/gshadow',
  '/etc/kubernetes/*.conf',
  '/etc/kubernetes/pki/**',
  '/etc/rancher/k3s/k3s.yaml',
  '/etc/rancher/rke2/rke2.yaml',
  '/etc/rancher/node/password',
  '/root/.kube/**',
  '/home/*/.kube/**',
  '/root/.docker/**',
  '/root/.ssh/**',
  '/home/*/.ssh/**',
  '/etc/ssh/ssh_host_*',
  '/etc/ssl/private/**',
  '/etc/pki/tls/private/**',
  '/etc/docker/certs.d/**',
  '/var/lib/kubelet/pki/**',
  '/var/lib/kubelet/pods/**',
  '/var/lib/kubelet/config.json',
  '/var/lib/rancher/*/server/**',
  '/var/lib/rancher/*/agent/*.key',
  '/var/lib/rancher/*/agent/*.kubeconfig',
  '/var/lib/etcd/**',
  '/var/run/secrets/**',
  '/run/secrets/**',
];

/** Names that are never opened in whatever folder. */
export const FORBIDDEN_NAMES =
  /(\.key|-key\.pem|\.kubeconfig|kubeconfig|\.p12|\.pfx|\.jks|^node-token|^token|^id_(rsa|dsa|ecdsa|ed25519))$/;

/** Whether an absolute path of the node must not be opened, however it is written: `/etc//shadow`, `/a/../etc/shadow`. */
export function isForbidden(given: string): boolean {
  const path = normalize(given);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    FORBIDDEN_NAMES.test(name) || FORBIDDEN.some(pattern => isBelow(pattern, path) || matchesPattern(pattern, path))
  );
}

function isBelow(pattern: string, path: string): boolean {
  if (!pattern.endsWith('/**')) return false;
  const depth = pattern.split('/').length - 1;
  const segments = path.split('/');
  return segments.length > depth && matchesPattern(pattern.slice(0, -3), segments.slice(0, depth).join('/'));
}
