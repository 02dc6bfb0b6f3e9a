import { HEAD_BYTES } from '../layouts/loose/guess.js';
import type { BundleBuilder, EntryFile, EntryWriter } from './bundle-builder.js';
import { documentOf } from './document.js';
import { entryName } from './entry-name.js';
import { gunzipping } from './gunzipping.js';
import { keepBytes } from './keep-bytes.js';
import type { Limits } from './limits.js';
import { ARCHIVE_NAME } from './nested-archives.js';
import { otherKind } from './other-kinds.js';
import { problemList } from './problems.js';

/** More loose files than this are no handful that somebody saved by hand. */
const MOST_FILES = 500;
const TAIL_BYTES = 8 * 1024;

/** The begin and the end of a file. */
export interface Sniffed extends EntryFile {
  readonly name: string;
  readonly head: string;
  readonly tail: string;
}

/** Looks at the begin and the end of every file, to tell what each is. */
export interface SniffBuilder extends BundleBuilder {
  files(): readonly Sniffed[];
}

export function sniffBuilder(limits: Limits): SniffBuilder {
  const problems = problemList(limits.problems);
  const files: Sniffed[] = [];
  let seen = 0;

  const sniffer = (name: string, about: EntryFile): EntryWriter => {
    const head = keepBytes(HEAD_BYTES);
    let tail = Buffer.alloc(0);
    return {
      write(chunk) {
        head.write(chunk);
        tail = Buffer.from(Buffer.concat([tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES));
      },
      end() {
        const { bytes } = head.end();
        // Text has no zeros in it.
        if (bytes.length === 0) return;
        if (bytes.includes(0)) {
          if (!ARCHIVE_NAME.test(name)) problems.add('refused', otherKind(bytes) ?? 'it is no text', name);
          return;
        }
        const text = (part: Buffer) => documentOf(name, part).text;
        files.push({ name, ...about, head: text(bytes), tail: text(tail) });
      },
    };
  };

  return {
    problems,
    get full() {
      return seen > MOST_FILES;
    },
    refuse: () => undefined,
    entry(name, about) {
      seen++;
      const named = entryName(name);
      if (!('path' in named) || seen > MOST_FILES) return undefined;
      const writer = sniffer(named.path, about);
      return named.path.endsWith('.gz') ? gunzipping(writer, limits.totalBytes, () => undefined) : writer;
    },
    files: () => files,
  };
}
