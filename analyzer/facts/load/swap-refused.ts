import { kubeletConfig } from '../../../bundle/specs/config.js';
import { kubeletConfigz } from '../../../bundle/specs/kubernetes.js';
import { at, parseJson } from '../../documents/json.js';
import { parseYaml } from '../../documents/yaml.js';
import { defineFact } from '../../fact.js';

/** Whether the kubelet refuses to start on a node with swap: `failSwapOn`, true unless set. */
export const swapRefused = defineFact<boolean>({
  name: 'whether the kubelet refuses swap',
  from: [kubeletConfigz, kubeletConfig],
  parse: source => {
    const json = source.text.trimStart().startsWith('{');
    return at(json ? at(parseJson(source), 'kubeletconfig') : parseYaml(source), 'failSwapOn') !== false;
  },
});
