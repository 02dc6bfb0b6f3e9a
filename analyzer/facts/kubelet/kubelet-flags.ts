import {
  k3sConfig,
  k3sConfigDir,
  k3sUnit,
  kubeadmDropIn,
  kubeadmDropInPackaged,
  kubeadmFlags,
  kubeletDefaults,
  kubeletSysconfig,
  rke2Config,
  rke2ConfigDir,
} from '../../../bundle/specs/config.js';
import { defineFact, deriveFact, type Evidence, type Fact, logMatches, ParseError } from '../../fact.js';
import { supervisorLogs } from '../logs/log-sources.js';

/** A flag of the kubelet with the line that sets it. */
export interface Flag {
  readonly value: string;
  readonly at: Evidence;
}

/** Where flags of a kubelet may be set, what wins first: what the administrator adds stands last on the command line. */
const PLACES = [
  kubeletDefaults,
  kubeletSysconfig,
  kubeadmFlags,
  kubeadmDropIn,
  kubeadmDropInPackaged,
  k3sConfigDir,
  k3sConfig,
  k3sUnit,
  rke2ConfigDir,
  rke2Config,
];

/**
 * `--eviction-hard=memory.available<500Mi` of a unit or an environment file, `kubelet-arg: ["eviction-hard=…"]` of k3s.
 */
export const evictionHardFlag = flag(
  'eviction-hard',
  /(?:^|[\s"'=[-])eviction-hard[= ]["']?([^"'\s\],\\][^"'\s\]\\]*)/,
);
export const imageGcHighFlag = flag(
  'image-gc-high-threshold',
  /(?:^|[\s"'=[-])image-gc-high-threshold[= ]["']?(\d{1,3})\b/,
);

function flag(name: string, pattern: RegExp): Fact<Flag> {
  return defineFact({
    name: `the flag --${name} of the kubelet`,
    from: PLACES,
    parse: ({ lines }) => {
      for (const at of lines.toReversed()) {
        const value = /^\s*#/.test(at.text) ? undefined : pattern.exec(at.text)?.[1];
        if (value !== undefined) return { value, at };
      }
      throw new ParseError(`sets no --${name}`, lines[0]);
    },
  });
}

/** k3s and rke2 log the flags that they give to their kubelet: `msg="Running kubelet --address=0.0.0.0 --eviction-hard=…"`. */
const running = logMatches({
  in: supervisorLogs,
  pattern: /Running kubelet .{0,6000}--eviction-hard=(?<hard>[^\s"]{1,400})/,
  anchor: 'Running kubelet ',
});

export const startedWithEvictionHard = deriveFact({
  name: 'the flag --eviction-hard that k3s gave to its kubelet',
  needs: { running },
  derive({ running: { last } }): Flag {
    if (!last) throw new ParseError('k3s logged no start of its kubelet');
    return { value: last.captures['hard'] ?? '', at: last.at };
  },
});

/** `memory.available<500Mi,nodefs.available<10%` by signal, as in a configuration file. */
export function limitsOfFlag(value: string): Readonly<Record<string, string>> {
  const pairs = value.split(',').flatMap(part => {
    const [signal, limit] = part.split('<');
    return signal && limit ? [[signal.trim(), limit.trim()] as const] : [];
  });
  return Object.fromEntries(pairs);
}
