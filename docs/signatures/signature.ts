/** A known way in which nodes fail, or in which they only seem to, and what nodetriage makes of it. */
export interface Signature {
  /** Section and number: sections are those of the guide, in its order; 0 are the conditions of a node, 30 the benign list. */
  readonly id: string;
  readonly what: string;
  /** The check that finds it. */
  readonly check?: string;
  /** Why there is none. */
  readonly whyNot?: string;
}
