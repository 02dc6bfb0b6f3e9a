import {
  k3sConfig,
  k3sConfigDir,
  k3sUnit,
  kubeadmDropIn,
  kubeadmFlags,
  kubeletConfig,
  kubeletDefaults,
  kubeletSysconfig,
  rke2Config,
} from '../../../bundle/specs/config.js';
import { unitFiles } from '../../../bundle/specs/units.js';
import { lineWith, textAt, at as valueAt } from '../../documents/json.js';
import { parseYaml } from '../../documents/yaml.js';
import { defineFact, type Evidence, ParseError, type Source } from '../../fact.js';

/** Which runtime a kubelet was told to use. */
export interface ConfiguredRuntime {
  readonly name: RuntimeName;
  readonly at: Evidence;
}

export type RuntimeName = 'docker' | 'containerd' | 'cri-o';

const ENDPOINT = /--container-runtime-endpoint[= ]['"]?(?<endpoint>[^\s'"\\]+)/;

/**
 * The runtime that a kubelet's flags or configuration name. kubeadm writes them to kubeadm-flags.env:
 *
 *     KUBELET_KUBEADM_ARGS="--container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock"
 *     KUBELET_KUBEADM_ARGS="--network-plugin=cni --pod-infra-container-image=registry.example.com/pause:3.2"
 *
 * The second form has no endpoint: up to 1.23 kubeadm sets --network-plugin only for dockershim, because no
 * other runtime reads it. Unknown when no file names a runtime: the default changed with the version.
 */
export const kubeletRuntime = defineFact<ConfiguredRuntime>({
  name: 'the runtime that the kubelet is told to use',
  from: [kubeadmFlags, kubeletDefaults, kubeletSysconfig, kubeadmDropIn, unitFiles.kubelet, kubeletConfig],
  parse(source) {
    const configured = byEndpoint(source) ?? byConfiguration(source);
    if (!configured) throw new ParseError('names no container runtime', source.lines[0]);
    return configured;
  },
});

function byEndpoint(source: Source): ConfiguredRuntime | undefined {
  const lines = settings(source);
  for (const at of lines) {
    const name = of(ENDPOINT.exec(at.text)?.groups?.['endpoint'] ?? '');
    if (name) return { name, at };
  }
  // A drop-in may give each flag in a line of its own: with an endpoint, whichever it is, it is not dockershim.
  if (lines.some(({ text }) => /--container-runtime(?:=remote|-endpoint)/.test(text))) return undefined;
  const at = lines.find(({ text }) => /--(?:container-runtime=docker|network-plugin=)/.test(text));
  return at && { name: 'docker', at };
}

/** `containerRuntimeEndpoint` in config.yaml, since 1.27; some nodes have it as JSON, which is YAML, too. */
function byConfiguration(source: Source): ConfiguredRuntime | undefined {
  if (!/\.(?:yaml|json)$/.test(source.path)) return undefined;
  const name = of(textAt(parseYaml(source), 'containerRuntimeEndpoint') ?? '');
  return name && { name, at: lineWith(source, 'containerRuntimeEndpoint') };
}

/** k3s and rke2 run a containerd of their own unless they are told not to; unknown when none of their files says so. */
export const embeddingRuntime = defineFact<ConfiguredRuntime>({
  name: 'the runtime that k3s or rke2 is told to use',
  from: [k3sConfig, k3sConfigDir, k3sUnit, rke2Config],
  parse(source) {
    const configured = source.path.endsWith('.yaml') ? inYaml(source) : inUnit(source);
    if (!configured) throw new ParseError('names no container runtime', source.lines[0]);
    return configured;
  },
});

function inYaml(source: Source): ConfiguredRuntime | undefined {
  const settings = parseYaml(source);
  if (valueAt(settings, 'docker') === true) return { name: 'docker', at: lineWith(source, 'docker') };
  const name = of(textAt(settings, 'container-runtime-endpoint') ?? '');
  return name && { name, at: lineWith(source, 'container-runtime-endpoint') };
}

function inUnit(source: Source): ConfiguredRuntime | undefined {
  for (const at of settings(source)) {
    if (/(?:^|[\s'"])--docker(?:=true)?(?:$|[\s'"\\])/.test(at.text)) return { name: 'docker', at };
    const name = of(ENDPOINT.exec(at.text)?.groups?.['endpoint'] ?? '');
    if (name) return { name, at };
  }
  return undefined;
}

function settings(source: Source): Evidence[] {
  return source.lines.filter(line => !/^\s*#/.test(line.text));
}

/** `unix:///run/cri-dockerd.sock` leads to docker. */
function of(endpoint: string): RuntimeName | undefined {
  if (/dockershim|cri-dockerd|docker\.sock/.test(endpoint)) return 'docker';
  if (endpoint.includes('containerd')) return 'containerd';
  return endpoint.includes('crio') ? 'cri-o' : undefined;
}
