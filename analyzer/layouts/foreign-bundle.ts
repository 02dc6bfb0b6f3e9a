import type { Spec } from '../../bundle/spec.js';
import { specs as ALL } from '../../bundle/specs/index.js';
import type { Source } from '../fact.js';
import { joinSources } from './cuts/lines.js';
import type { NodeNames, Place } from './layout.js';
import type { Use } from './plan.js';

/** A document of the archive with what it is for. */
export interface KeptDocument {
  readonly use: Use;
  readonly source: Source;
}

/** The documents of one node by spec, the best first; each made when it is asked for. */
export function documentsOf(kept: readonly KeptDocument[], node: NodeNames): (spec: Spec) => readonly Source[] {
  const made = new Map<Spec['id'], readonly Source[]>();
  return spec => {
    let sources = made.get(spec.id);
    if (!sources) {
      sources = sourcesFor(spec, kept, node);
      made.set(spec.id, sources);
    }
    return sources;
  };
}

function sourcesFor({ id }: Spec, kept: readonly KeptDocument[], node: NodeNames): readonly Source[] {
  const own = kept.filter(({ use }) => use.specs.some(spec => spec.id === id)).sort(byOrder);
  const sources: Source[] = [];
  const joinedPlaces = new Map<Place, Source[]>();
  for (const { use, source } of own) {
    const cut = use.cut ? use.cut(source, node) : source;
    if (!cut) continue;
    if (!use.place.joined) {
      sources.push(cut);
      continue;
    }
    const parts = joinedPlaces.get(use.place) ?? [];
    joinedPlaces.set(use.place, [...parts, cut]);
  }
  return [...sources, ...[...joinedPlaces.values()].flatMap(parts => joinSources(parts) ?? [])];
}

function byOrder(a: KeptDocument, b: KeptDocument): number {
  return a.use.rank - b.use.rank || a.use.order - b.use.order || (a.source.path < b.source.path ? -1 : 1);
}

/** Specs whose text is a part of a document of the archive, although they are logs. */
export function logsInDocuments(kept: readonly KeptDocument[]): readonly Spec[] {
  const ids = new Set(kept.flatMap(({ use }) => use.specs.map(({ id }) => id)));
  return ALL.filter(({ id, content }) => content === 'log' && ids.has(id));
}
