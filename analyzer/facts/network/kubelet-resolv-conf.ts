import { kubeletConfig } from '../../../bundle/specs/config.js';
import { defineFact, type Evidence } from '../../fact.js';

/**
 * The file with DNS settings that the kubelet gives to pods, `resolvConf` of its config.yaml; without it the
 * kubelet's own default, /etc/resolv.conf.
 */
export const kubeletResolvConf = defineFact<{ readonly path: string; readonly at: Evidence | undefined }>({
  name: 'the DNS settings that the kubelet gives to pods',
  from: kubeletConfig,
  parse: source => {
    const at = source.lines.find(({ text }) => /^resolvConf:\s*\S/.test(text));
    const path = at?.text
      .split(':')[1]
      ?.trim()
      .replaceAll(/^["']|["']$/g, '');
    return { path: path ?? '/etc/resolv.conf', at: at ?? source.lines[0] };
  },
});
