import type { Spec } from '../../bundle/spec.js';
import type { Tool } from '../bundle.js';
import type { Source } from '../fact.js';

/**
 * Where the data of our specs lies in the bundles of one other tool. A layout is data and small functions of
 * text: facts, checks and reports behind it do not know that it exists.
 */
export interface Layout {
  readonly tool: Tool;
  /**
   * What tells such a bundle: patterns, of each list one at least must match an entry below the same folder. A
   * pattern that ends in `/` stands for any entry in that folder.
   */
  readonly marks: readonly (readonly string[])[];
  /** Best first: of several places that hold the same, that of the first is taken. */
  readonly places: readonly Place[];
  /** Files whose first line is the name of the host. */
  readonly hostname?: readonly string[];
  /** Files that list the Node objects of a cluster whose nodes the bundle is about, all of them. */
  readonly nodeLists?: readonly string[];
  /** An entry that tells whether names and addresses were replaced, and what it then says. */
  readonly obfuscation?: { readonly path: string; readonly told: RegExp };
  /** An entry that tells the version of the tool, as the first group. */
  readonly version?: { readonly path: string; readonly told: RegExp };
  /** What the folder's own name tells. */
  about?(folder: string): Partial<About>;
}

/** What a layout itself knows, by the name of the folder that the bundle was packed from. */
export interface About {
  readonly hostname: string;
  /** When it was taken, milliseconds since 1970 UTC. */
  readonly collectedAt: number;
  readonly utcOffsetMinutes: number;
  readonly obfuscated: true;
}

/** Entries that hold the data of specs. */
export interface Place {
  /**
   * Patterns of entries, relative to the bundle's folder: `*` stands for any part of one segment, `{node}` for the
   * name of a node, whose data it then is alone. A `.gz` at the end of an entry is looked through.
   */
  readonly paths: readonly string[];
  /** What the whole entry is; of a journal, what its lines may be of. */
  readonly specs: readonly Spec[];
  /**
   * `journal`: lines of many units and hosts, told apart by what stands before the message. Otherwise as the spec
   * says: one document or one log.
   */
  readonly lines?: 'journal';
  /** Takes out, or puts into the form that the spec has, what is wanted of a document. */
  readonly cut?: Cut;
  /** Several entries of it are parts of one document: all pods of a cluster, a file for each namespace. */
  readonly joined?: true;
}

/** Which node a cut is for. */
export interface NodeNames {
  /** Of the Node object or of the host, as far as known, the surer first. */
  readonly names: readonly string[];
}

/** Undefined when the text does not hold it. The lines of what it returns keep the numbers of the entry. */
export type Cut = (source: Source, node: NodeNames) => Source | undefined;

/** The data of one spec, or of several alike, in any of these entries. */
export function place(spec: Spec | readonly Spec[], paths: string | readonly string[], cut?: Cut): Place {
  return { specs: 'id' in spec ? [spec] : spec, paths: listOf(paths), ...(cut && { cut }) };
}

/** Entries that together are one document. */
export function joined(spec: Spec, paths: string | readonly string[], cut?: Cut): Place {
  return { ...place(spec, paths, cut), joined: true };
}

/** A journal, or what rsyslog makes of it. `specs`: what is looked for in it. */
export function journal(specs: readonly Spec[], paths: string | readonly string[]): Place {
  return { specs, paths: listOf(paths), lines: 'journal' };
}

function listOf(paths: string | readonly string[]): readonly string[] {
  return typeof paths === 'string' ? [paths] : paths;
}
