import type { NodeKind } from '../../bundle/manifest.js';
import { kubeadmDropIn, kubeadmDropInPackaged, kubeadmFlags } from '../../bundle/specs/config.js';
import type { Bundle } from '../bundle.js';
import { readFact } from '../engine.js';
import { nodeObject } from '../facts/cluster/node-object.js';
import { kubeletHost } from '../facts/kubelet/kubelet-host.js';
import type { BundleHeader } from '../header.js';
import { isNamed } from './cuts/described-node.js';

const KINDS: Readonly<Record<string, NodeKind>> = {
  k3s: 'k3s-server',
  'k3s-agent': 'k3s-agent',
  'rke2-server': 'rke2',
  'rke2-agent': 'rke2',
};

/**
 * A foreign bundle with what its own data tells of the node: how Kubernetes came onto it, and the name of the Node
 * object where that differs from the host's.
 */
export function withKind(bundle: Bundle): Bundle {
  const { header } = bundle;
  if (!header || !bundle.origin) return bundle;
  const kind = kindOf(bundle);
  const name = readFact(bundle, nodeObject)?.name;
  const isOurs = name !== undefined && isNamed(name, [header.node.hostname ?? name]);
  const node = { ...header.node, ...(isOurs && { name }), ...kind };
  return { ...bundle, header: { ...header, node } };
}

function kindOf(bundle: Bundle): Pick<BundleHeader['node'], 'kind' | 'kindFrom'> | undefined {
  const host = readFact(bundle, kubeletHost);
  if (host?.embedded) return told(KINDS[host.unit], `${host.unit}.service`);
  const own = bundle.logs.find(({ lines, part }) => lines > 0 && part !== undefined && KINDS[part] !== undefined)?.part;
  if (!host && own !== undefined) return told(KINDS[own], `the journal of ${own}`);
  const version = readFact(bundle, nodeObject)?.kubeletVersion?.value ?? '';
  if (version.includes('+rke2')) return told('rke2', version);
  if (version.includes('+k3s')) {
    const isAgent = bundle.logs.some(({ file, lines }) => lines > 0 && /k3s-?agent/.test(file));
    return told(isAgent ? 'k3s-agent' : 'k3s-server', version);
  }
  const kubeadm = [kubeadmFlags, kubeadmDropIn, kubeadmDropInPackaged].find(spec => bundle.documents(spec).length > 0);
  if (kubeadm) return told('kubeadm', bundle.documents(kubeadm)[0]?.path ?? kubeadm.id);
  return host && told('other', `${host.unit}.service`);
}

function told(kind: NodeKind | undefined, kindFrom: string): Pick<BundleHeader['node'], 'kind' | 'kindFrom'> {
  return kind === undefined ? {} : { kind, kindFrom };
}
