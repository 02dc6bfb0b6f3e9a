import type { Argv } from '../bundle/spec.js';
import { existing, readFile } from './read-file.js';
import { searchPath } from './run-command.js';
import { splitWords } from './split-words.js';

/** How kubectl is called on this node, without the arguments that say what is asked. */
export interface Kubectl {
  readonly argv: Argv;
  /** Said beside a failure, when it may be the cause. */
  readonly hint?: string;
}

export interface KubectlOptions {
  /** `--kubectl`: a command line, such as `ones-ai-k8s.sh kubectl`. */
  readonly kubectl?: string | undefined;
  readonly kubeconfig?: string | undefined;
}

/** Where rke2 puts it, which is in no PATH. */
export const RKE2_KUBECTL = '/var/lib/rancher/rke2/bin/kubectl';
/** Given to every call. */
export const REQUEST_TIMEOUT = '--request-timeout=8s';

/** Of administrators first, then what a worker has: the kubelet's own. Only kubectl reads them. */
export const KUBECONFIGS = [
  '/etc/rancher/k3s/k3s.yaml',
  '/etc/rancher/rke2/rke2.yaml',
  '/etc/kubernetes/admin.conf',
  '/etc/kubernetes/kubelet.conf',
  '/var/lib/rancher/rke2/agent/kubelet.kubeconfig',
  '/var/lib/rancher/k3s/agent/kubelet.kubeconfig',
];

/** How to call kubectl here, or undefined when the node has none. */
export async function findKubectl(
  { kubectl, kubeconfig }: KubectlOptions,
  signal?: AbortSignal,
): Promise<Kubectl | undefined> {
  const [given, ...words] = splitWords(kubectl ?? '');
  const program: Argv | undefined = given === undefined ? await findProgram(signal) : [given, ...words];
  if (!program) return undefined;
  const call = (...config: string[]): Kubectl => ({ argv: [...program, ...config, REQUEST_TIMEOUT] });
  if (kubeconfig !== undefined) return call(`--kubeconfig=${kubeconfig}`);
  // What the user's own command line runs may see other files than we do: a container, another host.
  if (given !== undefined || process.env['KUBECONFIG'] || process.env['KUBERNETES_SERVICE_HOST']) return call();
  const found = await firstReadable([...KUBECONFIGS, `${process.env['HOME'] ?? '/root'}/.kube/config`], signal);
  if (found !== undefined) return call(`--kubeconfig=${found}`);
  return { ...call(), hint: 'no kubeconfig that this user may read was found: give --kubeconfig' };
}

async function findProgram(signal: AbortSignal | undefined): Promise<Argv | undefined> {
  const [kubectl] = await existing(
    searchPath().map(folder => `${folder}/kubectl`),
    signal,
  );
  if (kubectl !== undefined) return [kubectl];
  const [k3s] = await existing(
    searchPath().map(folder => `${folder}/k3s`),
    signal,
  );
  if (k3s !== undefined) return [k3s, 'kubectl'];
  return (await existing([RKE2_KUBECTL], signal)).length > 0 ? [RKE2_KUBECTL] : undefined;
}

/** Tries one byte of each: whether a file may be read is known only by reading. */
async function firstReadable(paths: readonly string[], signal: AbortSignal | undefined): Promise<string | undefined> {
  for (const path of paths) {
    const { outcome } = await readFile(path, { content: 'document', maxBytes: 1, timeoutSeconds: 3 }, signal);
    if (outcome === 'ok' || outcome === 'truncated') return path;
  }
  return undefined;
}
