import { kubeletConfig } from '../../../bundle/specs/config.js';
import { kubeletConfigz } from '../../../bundle/specs/kubernetes.js';
import { at, lineWith, parseJson } from '../../documents/json.js';
import { parseYaml } from '../../documents/yaml.js';
import { defineFact, deriveFact, type Evidence, optional, ParseError, type Source } from '../../fact.js';
import { nodeObject } from '../cluster/node-object.js';
import { evictionHardFlag, imageGcHighFlag, limitsOfFlag, startedWithEvictionHard } from './kubelet-flags.js';

/** A limit of the kubelet: so many percent of the whole, or so many bytes (for inodes: so many). */
export interface Limit {
  /** As it is written: `10%`, `5Gi`. */
  readonly text: string;
  readonly percent?: number;
  readonly amount?: number;
}

export const SIGNALS = [
  'nodefs.available',
  'imagefs.available',
  'nodefs.inodesFree',
  'imagefs.inodesFree',
  'memory.available',
  'pid.available',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** When the kubelet evicts pods and when it deletes images. */
export interface KubeletThresholds {
  /** `evictionHard`; a signal that is absent has no limit. */
  readonly hard: Readonly<Partial<Record<Signal, Limit>>>;
  /** Used percent of the image filesystem from which the kubelet deletes unused images. */
  readonly imageGcHighPercent: number;
  /** Absent when it is the default. */
  readonly imageGcAt?: Evidence;
  /** Where the limits were read, in words for people: the entry of the bundle, or `kubelet (default)`: the same in every language. */
  readonly from: string;
  readonly at?: Evidence;
}

/** pkg/kubelet/eviction/defaults_linux.go: what an absent evictionHard means. */
const KUBELET_DEFAULTS = {
  'memory.available': '100Mi',
  'nodefs.available': '10%',
  'nodefs.inodesFree': '5%',
  'imagefs.available': '15%',
};
/** From 1.30 on there is one more (pkg/kubelet/apis/config/v1beta1 of 1.29 and 1.30). */
const SINCE_1_30 = { ...KUBELET_DEFAULTS, 'imagefs.inodesFree': '5%' };
/** pkg/daemons/agent of k3s, which rke2 shares: replaces the defaults, so that memory and inodes have no limit. */
const K3S_DEFAULTS = { 'imagefs.available': '5%', 'nodefs.available': '5%' };
/** SetDefaults_KubeletConfiguration of Kubernetes. */
const IMAGE_GC_HIGH_PERCENT = 85;

/** `{"kubeletconfig":{"evictionHard":{"nodefs.available":"10%"},"imageGCHighThresholdPercent":85}}`. */
const configz = defineFact({
  name: 'the configuration that the kubelet runs with',
  from: kubeletConfigz,
  parse: source => fromConfig(at(parseJson(source), 'kubeletconfig'), source, '"evictionHard"'),
});

/** `evictionHard:` with `  nodefs.available: 10%` below it. */
export const limitsInFile = defineFact({
  name: 'the configuration file of the kubelet',
  from: kubeletConfig,
  parse: source => fromConfig(parseYaml(source), source, 'evictionHard:'),
});

/**
 * The limits of the kubelet of this node: as it runs with them, otherwise by its flags and its file, otherwise the
 * defaults of its distribution. Unknown when the bundle does not even tell whether this is k3s.
 */
export const kubeletThresholds = deriveFact({
  name: 'the limits of the kubelet',
  needs: {
    configz: optional(configz),
    file: optional(limitsInFile),
    node: optional(nodeObject),
    hard: optional(evictionHardFlag),
    high: optional(imageGcHighFlag),
    started: optional(startedWithEvictionHard),
  },
  derive: ({ configz: running, file, node, hard, high, started }, { header }): KubeletThresholds => {
    const kind = header?.node.kind ?? '';
    const version = node?.kubeletVersion?.value ?? '';
    const k3s = /^(k3s|rke2)/.test(kind) || /k3s|rke2/.test(version);
    if (running) return running;
    if (!hard && !file && kind === '' && version === '') {
      throw new ParseError('neither the limits nor the kind of the node are known');
    }
    // The flags that k3s gives to its kubelet win over a file that a former kubeadm may have left.
    const limits = file && !k3s ? file : defaultsOf(k3s, version);
    const flag = (k3s ? started : undefined) ?? hard;
    return {
      ...limits,
      ...(flag && { hard: readLimits(limitsOfFlag(flag.value)), from: flag.at.file, at: flag.at }),
      ...(high && { imageGcHighPercent: Number(high.value), imageGcAt: high.at }),
    };
  },
});

function defaultsOf(k3s: boolean, version: string): KubeletThresholds {
  const minor = Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? 0);
  const limits = k3s ? K3S_DEFAULTS : minor >= 30 ? SINCE_1_30 : KUBELET_DEFAULTS;
  const from = k3s ? 'k3s (default)' : 'kubelet (default)';
  return { hard: readLimits(limits), imageGcHighPercent: IMAGE_GC_HIGH_PERCENT, from };
}

function fromConfig(config: unknown, source: Source, key: string): KubeletThresholds {
  if (typeof config !== 'object' || config === null) throw new ParseError('no kubelet configuration', source.lines[0]);
  const hard = at(config, 'evictionHard');
  const high = at(config, 'imageGCHighThresholdPercent');
  const ownHigh = typeof high === 'number' && high > 0;
  return {
    hard: readLimits(hard ?? KUBELET_DEFAULTS),
    imageGcHighPercent: ownHigh ? high : IMAGE_GC_HIGH_PERCENT,
    ...(ownHigh && { imageGcAt: lineWith(source, 'imageGCHighThresholdPercent') }),
    from: hard === undefined ? 'kubelet (default)' : source.path,
    at: lineWith(source, key),
  };
}

function readLimits(hard: unknown): KubeletThresholds['hard'] {
  const limits: Partial<Record<Signal, Limit>> = {};
  for (const signal of SIGNALS) {
    const limit = parseLimit(at(hard, signal));
    if (limit) limits[signal] = limit;
  }
  return limits;
}

/** `10%`, `5Gi`, `1000000`; undefined for `0%`, which switches a limit off, and for what is none. */
export function parseLimit(value: unknown): Limit | undefined {
  const text = String(value ?? '').trim();
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(%|[KMGTP]i|[kMGTP])?$/.exec(text) ?? [];
  if (number === undefined || Number(number) === 0) return undefined;
  if (unit === '%') return { text, percent: Number(number) };
  const power = 'KMGTP'.indexOf(unit.charAt(0).toUpperCase()) + 1;
  const base = unit.endsWith('i') ? 1024 : 1000;
  return { text, amount: Number(number) * (unit === '' ? 1 : base ** power) };
}
