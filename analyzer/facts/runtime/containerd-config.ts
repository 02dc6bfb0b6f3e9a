import { containerdConfig as spec } from '../../../bundle/specs/config.js';
import { lineWith, listAt } from '../../documents/json.js';
import { parseToml } from '../../documents/toml.js';
import { defineFact, type Evidence } from '../../fact.js';

/** What of containerd's configuration decides whether a kubelet can use it. */
export interface ContainerdConfig {
  /** Plugins that are switched off, as written: `cri`, `io.containerd.grpc.v1.cri`. */
  readonly disabledPlugins: readonly string[];
  /** Where they are listed, or the first line of the file. */
  readonly at: Evidence;
}

/**
 * /etc/containerd/config.toml. The package containerd.io brings it with the CRI switched off, for docker:
 *
 *     disabled_plugins = ["cri"]
 */
export const containerdConfig = defineFact<ContainerdConfig>({
  name: 'config.toml of containerd',
  from: spec,
  parse(source) {
    const disabled = listAt(parseToml(source), 'disabled_plugins').filter(plugin => typeof plugin === 'string');
    const at = source.lines.find(line => /^\s*disabled_plugins\b/.test(line.text)) ?? lineWith(source, '');
    return { disabledPlugins: disabled, at };
  },
});

/** Switched off, any of these leaves the kubelet without a runtime: `cri` up to 1.x, the last two from 2.0. */
export const CRI_PLUGINS: readonly string[] = [
  'cri',
  'io.containerd.grpc.v1.cri',
  'io.containerd.cri.v1.runtime',
  'io.containerd.cri.v1.images',
];
