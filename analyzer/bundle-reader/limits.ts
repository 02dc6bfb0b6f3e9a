/** How much of a bundle is used. A bundle is input from a stranger: nothing in it may fill memory or time. */
export interface Limits {
  readonly entries: number;
  /** Of one document; what is beyond it is dropped. */
  readonly documentBytes: number;
  /** Of all documents together, records of the collector among them. */
  readonly allDocumentBytes: number;
  /** Of the whole bundle after decompression. */
  readonly totalBytes: number;
  /** Problems that are told one by one. */
  readonly problems: number;
}

export const DEFAULT_LIMITS: Limits = {
  entries: 20_000,
  documentBytes: 16 * 2 ** 20,
  allDocumentBytes: 256 * 2 ** 20,
  totalBytes: 16 * 2 ** 30,
  problems: 100,
};
