import type { Spec } from '../bundle/spec.js';

/** `--only` and `--skip`: spec ids (`disk/df`) or areas (`disk`), parted by commas. */
export interface Selection {
  readonly only?: string | undefined;
  readonly skip?: string | undefined;
}

/** A function that says why a spec is left out, or the first word that names nothing. */
export function selectSpecs(
  specs: readonly Spec[],
  { only, skip }: Selection,
): { readonly whyLeftOut: (spec: Spec) => string | undefined } | { readonly unknown: string } {
  const wanted = words(only);
  const unwanted = words(skip);
  const unknown = [...wanted, ...unwanted].find(word => !specs.some(spec => names(word, spec)));
  if (unknown !== undefined) return { unknown };
  return {
    whyLeftOut: spec => {
      if (only !== undefined && !wanted.some(word => names(word, spec))) return 'left out by --only';
      return unwanted.some(word => names(word, spec)) ? 'left out by --skip' : undefined;
    },
  };
}

function words(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map(word => word.trim())
    .filter(Boolean);
}

function names(word: string, spec: Spec): boolean {
  return spec.id === word || spec.id.startsWith(`${word}/`);
}
