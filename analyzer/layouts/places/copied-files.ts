import type { FileSpec, GlobSpec, Spec } from '../../../bundle/spec.js';
import { type Place, place } from '../layout.js';

/** Files of the node that a tool copies under their own paths, below `folder` (`''` or `etc-copy/`). */
export function copiedFiles(specs: readonly (FileSpec | GlobSpec)[], folder = ''): readonly Place[] {
  return specs.map(spec => place(spec as Spec, `${folder}${pathOf(spec).slice(1)}`));
}

function pathOf(spec: FileSpec | GlobSpec): string {
  return spec.kind === 'file' ? spec.path : spec.pattern;
}
