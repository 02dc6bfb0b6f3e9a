import type { Evidence, Source } from '../../fact.js';

/** A part of a document: its lines keep their numbers and their file. Undefined when there are none. */
export function part(source: Source, lines: readonly Evidence[]): Source | undefined {
  if (lines.length === 0) return undefined;
  return { path: source.path, text: lines.map(({ text }) => text).join('\n'), lines };
}

/** The same lines with other words: `text` of a line is undefined for one that is left out. */
export function restated(source: Source, text: (line: string) => string | undefined): Source | undefined {
  const lines = source.lines.flatMap(at => {
    const said = text(at.text);
    return said === undefined ? [] : [{ ...at, text: said }];
  });
  return part(source, lines);
}

/** Several documents as one. */
export function joinSources(sources: readonly Source[]): Source | undefined {
  const [first] = sources;
  return (
    first &&
    part(
      first,
      sources.flatMap(({ lines }) => lines),
    )
  );
}
