import { auditRulesLoaded } from '../../../bundle/specs/audit.js';
import { defineFact, type Evidence, ParseError } from '../../fact.js';

/** A rule that watches a file, or a directory with all that is below it. */
export interface AuditWatch {
  readonly path: string;
  /** `docker` of `-k docker` or `-F key=docker`. */
  readonly key?: string;
  /** `dir=` says so; of `-w PATH` the kernel alone knows, see `watchesDirectory`. */
  readonly recursive: boolean;
  readonly at: Evidence;
}

/**
 * The watches among the rules that the kernel has loaded, from `auditctl -l`. The same rule has many
 * forms: the guide's own search for ` -k docker` misses the later ones.
 *
 * ```
 * -w /var/lib/docker -p rwxa -k docker
 * -a always,exit -F dir=/var/lib/docker -F perm=rwxa -F key=docker
 * -a always,exit -F path=/usr/bin/dockerd -F perm=x -F key=docker
 * No rules
 * ```
 *
 * Empty when there are none. Unknown when the collector was not root, or in a container.
 */
export const auditWatches = defineFact<readonly AuditWatch[]>({
  name: 'the rules of auditd',
  from: auditRulesLoaded,
  parse: source => {
    const rules = source.lines.filter(({ text }) => /^\s*(-[wa] |No rules)/.test(text));
    if (rules.length === 0) throw new ParseError('not the output of `auditctl -l`', source.lines[0]);
    return rules.flatMap(readWatch);
  },
});

function readWatch(at: Evidence): AuditWatch[] {
  const { text } = at;
  const [, watched] = /^\s*-w (\S+)/.exec(text) ?? [];
  const [, kind, field] = / -F (dir|path)=(\S+)/.exec(text) ?? [];
  // `-a never,exit -F dir=…` keeps the kernel from auditing.
  if (/^\s*-a (never|exclude|\S+,never)/.test(text)) return [];
  const path = watched ?? field;
  if (path === undefined) return [];
  const [, key] = / -(?:k |F key=)(\S+)/.exec(text) ?? [];
  const bare = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return [{ path: bare, ...(key !== undefined && { key }), recursive: kind === 'dir' || watchesDirectory(bare), at }];
}

/** `-w` watches a directory with all below it, and a file alone: told by the paths that are directories on every node. */
function watchesDirectory(path: string): boolean {
  return DIRECTORIES.has(path);
}

const DIRECTORIES: ReadonlySet<string> = new Set([
  '/',
  '/var',
  '/var/lib',
  '/var/lib/docker',
  '/var/lib/docker/overlay2',
  '/var/lib/docker/containers',
  '/var/lib/containerd',
  '/var/lib/rancher',
  '/var/lib/kubelet',
  '/run',
  '/run/docker',
  '/run/containerd',
  '/var/run/docker',
  '/etc',
  '/etc/docker',
  '/etc/containerd',
]);
