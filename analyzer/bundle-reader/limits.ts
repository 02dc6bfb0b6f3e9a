import { MAX_LINE_BYTES } from '../scan/log-block.js';

/** How much of a bundle is used. A bundle is input from a stranger: nothing in it may fill memory or time. */
export interface Limits {
  readonly entries: number;
  /** The same of the bundles of other tools, which hold a file for whatever they find. */
  readonly foreignEntries: number;
  /** Of one document; what is beyond it is dropped. */
  readonly documentBytes: number;
  /** Of all documents together, records of the collector among them. */
  readonly allDocumentBytes: number;
  /** Of all documents together: a line costs memory, however short it is. */
  readonly allDocumentLines: number;
  /** Of a line of a log or a document: what is beyond it is not searched. */
  readonly lineBytes: number;
  /** Of one log. */
  readonly logLines: number;
  /** Lines of one log that hold what some pattern seeks, and are looked at by its regular expression. */
  readonly matches: number;
  /** Of the whole bundle after decompression. */
  readonly totalBytes: number;
  /** How many times as large as the file its content may be. Counted beyond the first 256 MiB. */
  readonly ratio: number;
  /** From the beginning of the reading to its end. */
  readonly seconds: number;
  /** Problems that are told one by one. */
  readonly problems: number;
}

export const DEFAULT_LIMITS: Limits = {
  entries: 50_000,
  foreignEntries: 300_000,
  documentBytes: 16 * 2 ** 20,
  allDocumentBytes: 64 * 2 ** 20,
  allDocumentLines: 600_000,
  lineBytes: MAX_LINE_BYTES,
  logLines: 100_000_000,
  matches: 5_000_000,
  totalBytes: 16 * 2 ** 30,
  ratio: 200,
  seconds: 600,
  problems: 100,
};
