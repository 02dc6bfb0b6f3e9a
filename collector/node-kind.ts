import type { NodeKind } from '../bundle/manifest.js';
import { existing } from './read-file.js';
import type { UnitStates } from './units.js';

interface Known {
  readonly kind: NodeKind;
  readonly kindFrom: string;
}

const KUBEADM_FILES = ['/etc/kubernetes/kubelet.conf', '/var/lib/kubelet/kubeadm-flags.env'];
const RKE2_FOLDER = '/var/lib/rancher/rke2';
const UNIT_FOLDERS = [
  '/etc/systemd/system',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
  '/lib/systemd/system',
];

const KIND_OF_UNIT: Readonly<Record<string, NodeKind>> = {
  k3s: 'k3s-server',
  'k3s-agent': 'k3s-agent',
  'rke2-server': 'rke2',
  'rke2-agent': 'rke2',
};

/** How Kubernetes came onto this node: what runs counts first, then what is installed. */
export async function findNodeKind(units: UnitStates, signal?: AbortSignal): Promise<Known> {
  const unitFiles = [...Object.keys(KIND_OF_UNIT), 'kubelet'].flatMap(unit =>
    UNIT_FOLDERS.map(folder => `${folder}/${unit}.service`),
  );
  // What may lie on a mount of its own, and hang with it, comes last.
  const found = await existing([...unitFiles, ...KUBEADM_FILES, RKE2_FOLDER], signal);
  const kubeadmFile = KUBEADM_FILES.find(file => found.includes(file));
  const active = (unit: string) => ['active', 'activating', 'reloading'].includes(units.get(unit)?.activeState ?? '');

  for (const [unit, kind] of Object.entries(KIND_OF_UNIT)) {
    if (active(unit)) return { kind, kindFrom: `${unit}.service is ${units.get(unit)?.activeState}` };
  }
  if (active('kubelet')) return ofKubelet(`kubelet.service is ${units.get('kubelet')?.activeState}`, kubeadmFile);
  for (const [unit, kind] of Object.entries(KIND_OF_UNIT)) {
    const file = found.find(path => path.endsWith(`/${unit}.service`));
    if (file) return { kind, kindFrom: `${file} exists` };
  }
  if (found.includes(RKE2_FOLDER)) return { kind: 'rke2', kindFrom: `${RKE2_FOLDER} exists` };
  const kubeletUnit = found.find(path => path.endsWith('/kubelet.service'));
  if (kubeletUnit) return ofKubelet(`${kubeletUnit} exists`, kubeadmFile);
  if (kubeadmFile) return { kind: 'kubeadm', kindFrom: `${kubeadmFile} exists` };
  return { kind: 'other', kindFrom: 'no unit or file of k3s, rke2 or kubeadm was found' };
}

function ofKubelet(kubelet: string, kubeadmFile: string | undefined): Known {
  return kubeadmFile
    ? { kind: 'kubeadm', kindFrom: `${kubelet}, and ${kubeadmFile} exists` }
    : { kind: 'other', kindFrom: `${kubelet}, but no file of kubeadm was found` };
}
