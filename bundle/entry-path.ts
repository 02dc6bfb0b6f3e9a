import type { Spec } from './spec.js';

/** First entry of every bundle: one JSON object, the ManifestHeader. */
export const HEADER_PATH = 'header.json';
/** Last entry of a bundle that was finished: one JSON object, the Manifest. */
export const MANIFEST_PATH = 'manifest.json';

/** The area of what users add to our list. */
export const EXTRA = 'extra/';

/**
 * Where the entry of a spec lies in the bundle: `commands/disk/df.txt`, `logs/kubelet.log`,
 * `files/etc/docker/daemon.json`. A glob has one entry for each file it matched: give that file's path.
 */
export function entryPath(spec: Spec, matchedPath?: string): string {
  if (spec.kind === 'file') return `files${spec.path}`;
  if (spec.kind === 'glob') return `files${matchedPath ?? spec.pattern}`;
  if (spec.content !== 'log') return `commands/${spec.id}.txt`;
  // What users add is free to be called as one of ours.
  const name = spec.id.startsWith(EXTRA) ? spec.id : spec.id.slice(spec.id.indexOf('/') + 1);
  return `logs/${name}.log`;
}

/** What a command wrote to standard error, when it wrote anything: `commands/disk/df.stderr.txt`. */
export function stderrPath(spec: Spec): string {
  return entryPath(spec).replace(/\.(txt|log)$/, '.stderr.txt');
}

/** The outcome of a spec, one JSON line in an entry of its own, written as soon as the spec has ended. */
export function outcomePath(spec: Pick<Spec, 'id'>): string {
  return `outcomes/${spec.id}.json`;
}

/** Whether `path` (absolute, on the node) is one that the pattern of a glob spec names. */
export function matchesPattern(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((segment, i) => matchesSegment(segment, given[i] ?? ''));
}

/** Linear in the length of the text, whatever the pattern: both may come from strangers. */
function matchesSegment(segment: string, text: string): boolean {
  const parts = segment.split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return segment === text;
  const last = parts[parts.length - 1] ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= text.length - last.length;
}
