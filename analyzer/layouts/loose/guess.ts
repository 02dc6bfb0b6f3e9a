import type { Spec } from '../../../bundle/spec.js';
import type { Cut } from '../layout.js';

/**
 * How sure it is what a text is. sure: nothing else looks like it. likely: what was seen of it fits, and what else
 * would fit is rare. unsure: its name alone tells, or it was told apart from its like by a word or two.
 */
export type Certainty = 'sure' | 'likely' | 'unsure';

/** What a loose text was taken for. */
export interface Guess {
  /** In words that are the same in every language, as one would type them: `df -i`, `journalctl -u kubelet`. */
  readonly as: string;
  readonly certainty: Certainty;
  /** Empty for what is known, and read by nothing here. */
  readonly specs: readonly Spec[];
  readonly lines?: 'journal';
  readonly cut?: Cut;
  /** Several specs are read out of it, each in its own way. */
  readonly more?: readonly { readonly specs: readonly Spec[]; readonly cut: Cut }[];
}

/** The begin of a text, and what it was saved as. */
export interface LooseText {
  /** Base name, in small letters. */
  readonly name: string;
  readonly head: string;
  readonly lines: readonly string[];
}

/** Of a text: its begin is enough to tell what it is. */
export const HEAD_BYTES = 64 * 1024;

export function looseText(name: string, head: string): LooseText {
  const text = head.replace(/\r/g, '').replace(/^\ufeff/, '');
  return {
    name: name.slice(name.lastIndexOf('/') + 1).toLowerCase(),
    head: text,
    lines: text.split('\n').filter(line => line.trim() !== ''),
  };
}

export function sure(as: string, specs: Spec | readonly Spec[], cut?: Cut): Guess {
  return { as, certainty: 'sure', specs: 'id' in specs ? [specs] : specs, ...(cut && { cut }) };
}
