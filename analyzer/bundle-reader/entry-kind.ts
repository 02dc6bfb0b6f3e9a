import { entryPath, HEADER_PATH, MANIFEST_PATH, matchesPattern } from '../../bundle/entry-path.js';
import type { GlobSpec, Spec } from '../../bundle/spec.js';
import { specs } from '../../bundle/specs/index.js';

/** What an entry is to us, by its path. */
export type EntryKind =
  | { readonly is: 'header' }
  | { readonly is: 'manifest' }
  | { readonly is: 'outcome' }
  /** Usually of one spec; of several when their patterns overlap. */
  | { readonly is: 'document' | 'log'; readonly specs: readonly Spec[] };

const FILES = 'files/';
const byPath = new Map<string, Spec>(specs.filter(spec => spec.kind !== 'glob').map(spec => [entryPath(spec), spec]));
const globs: readonly GlobSpec[] = specs.filter(spec => spec.kind === 'glob');

/** Undefined for what no spec asks for: it is not read. */
export function entryKind(path: string): EntryKind | undefined {
  if (path === HEADER_PATH) return { is: 'header' };
  if (path === MANIFEST_PATH) return { is: 'manifest' };
  if (/^outcomes\/.+\.json$/.test(path)) return { is: 'outcome' };
  const named = byPath.get(path);
  if (named) return { is: named.content, specs: [named] };
  if (!path.startsWith(FILES)) return undefined;
  const onNode = path.slice(FILES.length - 1);
  const matching = globs.filter(({ pattern }) => matchesPattern(pattern, onNode));
  const first = matching[0];
  return first && { is: first.content, specs: matching.filter(({ content }) => content === first.content) };
}
