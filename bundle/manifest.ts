import type { SpecId } from './spec.js';

/** Grows when an older analyzer could misread a newer bundle; additions do not change it. */
export const FORMAT_VERSION = 1;

/**
 * How Kubernetes came onto the node, which decides where everything lies.
 * `other`: none of the known ways could be recognised (a managed cloud node, or no Kubernetes at all).
 */
export const NODE_KINDS = ['kubeadm', 'k3s-server', 'k3s-agent', 'rke2', 'other'] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/** What is known before the first spec runs. Written first, so that a bundle cut anywhere still has it. */
export interface ManifestHeader {
  readonly format: 'nodetriage-bundle';
  readonly version: number;
  readonly collector: { readonly name: 'node' | 'sh'; readonly version: string };
  readonly node: {
    /** The name of the Node object, when the API server or the user told it. */
    readonly name?: string;
    /** How the name was found, in words: `--node`, `hostname is a node's name`, `machine-id of node n1`. */
    readonly nameFrom?: string;
    readonly hostname: string;
    /** First 32 hex digits of the SHA-256 of /etc/machine-id: tells nodes apart without naming them. */
    readonly machineIdHash?: string;
    readonly bootId?: string;
    readonly kind: NodeKind;
    /** What the kind was told by, in words: `k3s.service is active`. */
    readonly kindFrom: string;
  };
  /** ISO 8601 in UTC with milliseconds, by the node's own clock, which may be wrong. */
  readonly startedAt: string;
  /** Minutes east of UTC of the node's local time. */
  readonly utcOffsetMinutes: number;
  readonly uptimeSeconds: number;
  /** Effective user of the collector. Root sees more. */
  readonly user: { readonly id: number; readonly name: string };
  /** What the run was allowed to take, and from when on logs were asked for. Absent in bundles of 0.1. */
  readonly limits?: RunLimits;
  /** Names and addresses are stand-ins; what stands for what lies on the node only. */
  readonly obfuscated?: true;
}

/** The limits of a whole run. */
export interface RunLimits {
  readonly deadlineSeconds: number;
  /** Of the compressed bundle. */
  readonly maxBytes: number;
  /** ISO 8601 in UTC: logs that can be asked so begin here. */
  readonly since?: string;
  /** The same for their end. */
  readonly until?: string;
  /** What alone was asked for, as `--only` had it: such a bundle completes another and is no picture of the node. */
  readonly only?: string;
}

/**
 * ok: the entry holds what was asked for.
 * missing: the node has no such file, program or unit.
 * denied: it is there, but this user may not read it.
 * failed: the command ended with an error; what it printed is kept.
 * timeout: it did not end in its time and was stopped; what it printed until then is kept.
 * truncated: ok, but more than the cap: one end is gone.
 * skipped: not tried, for the reason given.
 */
export const OUTCOMES = ['ok', 'missing', 'denied', 'failed', 'timeout', 'truncated', 'skipped'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One file in the bundle. */
export interface EntryRecord {
  readonly path: string;
  /** Bytes that the node gave, before the cap and before masking. */
  readonly bytesRead: number;
  /** Bytes in the bundle. */
  readonly bytesKept: number;
  /** Which end is gone, when bytes are. */
  readonly cut?: 'start' | 'end';
  /** Of the bytes in the bundle, hex. */
  readonly sha256: string;
  /** How many strings were masked. */
  readonly redactions: number;
  /** The same by the id of the rule: `{ "bearer-token": 2 }`. Absent when nothing was masked. */
  readonly redactedBy?: Readonly<Record<string, number>>;
  /** What was left and still looks like a secret, the first few. The string itself is not told. */
  readonly suspects?: readonly Suspect[];
}

export interface Suspect {
  /** Line in the entry, from 1. */
  readonly line: number;
  /** What it looks like, in words: `a random string of 40 characters after "key"`. */
  readonly looksLike: string;
}

/** A process that ended on no signal: it sleeps in the kernel (state D) and was left behind. */
export interface StuckProcess {
  readonly pid: number;
  /** Of /proc/PID/wchan: the function of the kernel that it sleeps in. */
  readonly wchan?: string;
  /** Of /proc/PID/stack, innermost first. Needs root. */
  readonly stack?: readonly string[];
  /** The mount that it hangs on, when that is known: `/mnt/nfs (nfs4)`. */
  readonly mount?: string;
}

export interface SpecOutcome {
  readonly spec: SpecId;
  readonly outcome: Outcome;
  /** As it was run, with the names filled in. Absent for files. */
  readonly argv?: readonly string[];
  readonly exitCode?: number;
  readonly signal?: string;
  /** ISO 8601 in UTC, by the node's clock. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** One line: the first line of standard error, or why it was skipped. */
  readonly reason?: string;
  readonly stuck?: StuckProcess;
  readonly entries: readonly EntryRecord[];
}

/** The last entry. Its absence says that the collector was stopped. */
export interface Manifest extends ManifestHeader {
  readonly finishedAt: string;
  readonly outcomes: readonly SpecOutcome[];
}
