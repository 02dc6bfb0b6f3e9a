/**
 * A spec is one thing that a bundle holds: a file of the node, several files by a pattern, the output
 * of a command, or an answer of the API server.
 *
 * Specs are plain data. They say what to collect and why, never how: every collector is an interpreter
 * of the same list. What cannot be said as a path, a pattern or an argument list is collected raw and
 * derived in the analyzer.
 */
export type Spec = FileSpec | GlobSpec | CommandSpec | KubectlSpec;

/** `area/name`, unique. Names the entry in the bundle, in the manifest, in docs and in messages. */
export type SpecId = `${string}/${string}`;

/**
 * `document`: small, read whole by the analyzer; when it exceeds its cap the first part is kept.
 * `log`: may be large, streamed through the scanner; when it exceeds its cap the newest end is kept.
 */
export type Content = 'document' | 'log';

/**
 * What a spec needs an answer from. When one spec finds it dead or hung, the others that depend on it
 * are skipped with that reason instead of waiting once more. `mounts`: every mount of the node at once, as df asks.
 */
export type Dependency = 'api-server' | 'docker' | 'cri' | 'systemd' | 'mounts';

interface SpecCommon {
  readonly id: SpecId;
  /** One sentence for the node's owner: why this leaves the node. Printed by `--list` and in docs/COLLECTED.md. */
  readonly why: string;
  readonly content: Content;
  /** Bytes kept of each entry; see Content for which end survives. */
  readonly maxBytes: number;
  readonly timeoutSeconds: number;
  readonly dependsOn?: Dependency;
}

export interface FileSpec extends SpecCommon {
  readonly kind: 'file';
  /** Absolute path on the node. */
  readonly path: `/${string}`;
}

export interface GlobSpec extends SpecCommon {
  readonly kind: 'glob';
  /** Absolute; `*` stands for any part of one path segment. The matches are collected in the order of their names. */
  readonly pattern: `/${string}`;
  /** At most so many files, the last ones by name when there are more. */
  readonly maxFiles: number;
}

export type Argv = readonly [string, ...string[]];

export interface CommandSpec extends SpecCommon {
  readonly kind: 'command';
  /** Program and arguments. Never a shell string, so every collector runs the same thing. */
  readonly argv: Argv;
  /** Run instead, in this order, when the one before exits as failed: older or smaller versions of the same tool. */
  readonly orElse: readonly Argv[];
  /**
   * Run instead when its dependency hangs, or it hangs itself: asks for less, and of what is less likely to hang.
   * The outcome is that of this one, with a reason that says so.
   */
  readonly whenHung?: Argv;
  /**
   * `--since=`: with it and a time (`@1700000000`) added after the program, the tool says what came after; with
   * `--until=` what came before.
   */
  readonly since?: string;
  /** Exit codes besides 0 that mean "this is the answer": `systemctl status` exits 3 on a stopped unit. */
  readonly okExits: readonly number[];
  /** Exit codes that mean "the node has no such thing": `systemctl status` exits 4 on an unknown unit. */
  readonly missingExits: readonly number[];
  /** The systemd unit that it asks about: not run when systemd does not know the unit. */
  readonly unit?: string;
}

export interface KubectlSpec extends SpecCommon {
  readonly kind: 'kubectl';
  /**
   * Arguments after kubectl's own (kubeconfig and request timeout, which the collector adds).
   * `{node}` stands for the name of this node; a spec that has it is skipped when the name is not known.
   */
  readonly args: readonly string[];
}

export const DOCUMENT_MAX_BYTES = 4 * 2 ** 20;
export const LOG_MAX_BYTES = 64 * 2 ** 20;
export const DOCUMENT_TIMEOUT_SECONDS = 20;
export const LOG_TIMEOUT_SECONDS = 60;

type Options = Partial<Omit<SpecCommon, 'id' | 'why'>>;

export function file(id: SpecId, path: `/${string}`, why: string, options: Options = {}): FileSpec {
  return { kind: 'file', ...common(id, why, options), path };
}

export function glob(
  id: SpecId,
  pattern: `/${string}`,
  why: string,
  options: Options & { readonly maxFiles?: number } = {},
): GlobSpec {
  return { kind: 'glob', ...common(id, why, options), pattern, maxFiles: options.maxFiles ?? 50 };
}

export function command(
  id: SpecId,
  argv: Argv,
  why: string,
  options: Options &
    Partial<Pick<CommandSpec, 'orElse' | 'whenHung' | 'since' | 'okExits' | 'missingExits' | 'unit'>> = {},
): CommandSpec {
  const { orElse = [], whenHung, since, okExits = [], missingExits = [], unit } = options;
  return {
    kind: 'command',
    ...common(id, why, options),
    argv,
    orElse,
    okExits,
    missingExits,
    ...(whenHung !== undefined && { whenHung }),
    ...(since !== undefined && { since }),
    ...(unit !== undefined && { unit }),
  };
}

export function kubectl(id: SpecId, args: readonly string[], why: string, options: Options = {}): KubectlSpec {
  return { kind: 'kubectl', ...common(id, why, { dependsOn: 'api-server', ...options }), args };
}

function common(id: SpecId, why: string, options: Options): SpecCommon {
  const content = options.content ?? 'document';
  const log = content === 'log';
  return {
    id,
    why,
    content,
    maxBytes: options.maxBytes ?? (log ? LOG_MAX_BYTES : DOCUMENT_MAX_BYTES),
    timeoutSeconds: options.timeoutSeconds ?? (log ? LOG_TIMEOUT_SECONDS : DOCUMENT_TIMEOUT_SECONDS),
    ...(options.dependsOn !== undefined && { dependsOn: options.dependsOn }),
  };
}
