import { FORMAT_VERSION, type ManifestHeader } from '../../bundle/manifest.js';
import type { Spec } from '../../bundle/spec.js';
import type { Source } from '../fact.js';
import type { TerminalPart } from '../layouts/loose/loose-bundle.js';
import { clockOf } from '../scan/clock.js';
import type { ErrorGroup } from '../scan/error-groups.js';
import type { ScannedLog } from '../scan/line-scanner.js';
import type { Span } from '../scan/log-lines.js';
import { type LogScanner, logScanner } from '../scan/log-scanner.js';
import type { PatternSet } from '../scan/pattern-set.js';
import { boundedLog } from './bounded-log.js';
import { type Digest, summedUp } from './checksums.js';
import { documentOf } from './document.js';
import { type EntryKind, entryKind } from './entry-kind.js';
import { entryName } from './entry-name.js';
import { keepBytes } from './keep-bytes.js';
import type { Limits } from './limits.js';
import { type OutcomeRecords, outcomeRecords } from './outcome-records.js';
import { type Problems, problemList } from './problems.js';
import { parseHeader, parseManifest, parseOutcome } from './records.js';

/** Takes the bytes of one entry, in order. `cut`: they ended before the entry did. */
export interface EntryWriter {
  write(chunk: Buffer): void;
  end(cut: boolean): void;
}

/** What an archive or a file system says of a file beside its name. */
export interface EntryFile {
  readonly bytes: number;
  /** Milliseconds since 1970 UTC; 0 when it does not say. */
  readonly modifiedAt: number;
  /** It is a part of a file, under a name of its own. */
  readonly part?: TerminalPart;
}

/** Takes the entries of a bundle one after the other, from a tar or a folder. */
export interface BundleBuilder {
  readonly problems: Problems;
  /** Undefined: the entry is not used, skip its bytes. */
  entry(name: string, about: EntryFile): EntryWriter | undefined;
  /** Something that has a name and is no file. `why`: `it is a symbolic link`. */
  refuse(name: string, why: string): void;
  /** Whether more entries may come. False once there were too many. */
  readonly full: boolean;
}

/** The builder of one bundle of our own. */
export interface OwnBundleBuilder extends BundleBuilder {
  /** Whether something was seen that no other tool writes: a header, a manifest, an outcome. */
  readonly isOwn: boolean;
  read(): ReadSoFar;
}

export interface ReadSoFar {
  readonly header: ManifestHeader | undefined;
  readonly finished: boolean;
  /** Entries that we know, also when they were empty or broken. */
  readonly known: number;
  /** A log was read before the header that dates it. */
  readonly headerCameLate: boolean;
  readonly documents: ReadonlyMap<Spec['id'], readonly Source[]>;
  readonly logs: readonly ScannedLog[];
  readonly errorGroups: readonly ErrorGroup[];
  readonly outcomes: OutcomeRecords;
  /** Of documents and logs that were read to their ends. */
  readonly digests: ReadonlyMap<string, Digest>;
}

/** Entries of one spec that are used. */
const MOST_OF_A_SPEC = 1000;

/** What is known before a bundle is read. */
export interface KnownBefore {
  /** From an earlier reading of the same bundle. */
  readonly header?: ManifestHeader | undefined;
  /** The bundle is a further one of a node: what its entries are called in evidence begins with this. */
  readonly prefix?: string;
  /** Has the logs of the bundles before it. */
  readonly scanner?: LogScanner;
  /** By path, the times of which those have the lines. */
  readonly known?: ReadonlyMap<string, readonly Span[]>;
}

export function bundleBuilder(set: PatternSet, limits: Limits, before: KnownBefore = {}): OwnBundleBuilder {
  const { prefix = '', scanner = logScanner(set, limits.lineBytes) } = before;
  const problems = problemList(limits.problems);
  const seen = new Set<string>();
  const documents = new Map<Spec['id'], Source[]>();
  const logs: ScannedLog[] = [];
  const outcomes = outcomeRecords();
  const topFolder = topFolderOf();
  let header = before.header;
  let headerCameLate = false;
  let isOwn = before.header !== undefined;
  let finished = false;
  let known = 0;
  let entries = 0;
  let roomForDocuments = limits.allDocumentBytes;
  let roomForLines = limits.allDocumentLines;
  const digests = new Map<string, Digest>();
  const bySpec = new Map<Spec['id'], number>();

  const logWriter = (path: string, specs: readonly Spec[]): EntryWriter => {
    if (!header) headerCameLate = true;
    const log = boundedLog(
      scanner.open(`${prefix}${path}`, specs, clockOf(header), before.known?.get(path)),
      limits,
      why => problems.add('too-large', why, path),
    );
    return { write: log.write, end: cut => void logs.push(log.end(cut)) };
  };

  const documentWriter = (path: string, kind: EntryKind): EntryWriter => {
    const kept = keepBytes(Math.min(limits.documentBytes, roomForDocuments), roomForLines);
    return {
      write: kept.write,
      end(cut) {
        const { bytes, lines, dropped } = kept.end();
        roomForDocuments -= bytes.length;
        roomForLines -= lines;
        if (dropped > 0) problems.add('too-large', `its last ${dropped} bytes are not used`, path);
        use(path, kind, bytes, cut || dropped > 0);
      },
    };
  };

  const use = (path: string, kind: EntryKind, bytes: Buffer, partial: boolean): void => {
    const source = documentOf(`${prefix}${path}`, bytes, limits.lineBytes);
    if (kind.is === 'document') {
      for (const { id } of kind.specs) {
        const those = documents.get(id);
        if (those) those.push(source);
        else documents.set(id, [source]);
      }
    } else if (kind.is === 'header') {
      const { value, wrong } = parseHeader(source.text);
      if (value) header ??= checkedVersion(value);
      isOwn ||= value !== undefined;
      if (wrong !== undefined && !partial) problems.add('damaged', wrong, path);
    } else if (kind.is === 'manifest') {
      const { value, wrong } = parseManifest(source.text);
      if (wrong !== undefined && !partial) problems.add('damaged', wrong, path);
      if (!value) return;
      isOwn = true;
      finished = true;
      const { outcomes: all, finishedAt: _, ...itsHeader } = value;
      header ??= checkedVersion(itsHeader);
      if (!outcomes.addManifest(`${prefix}${path}`, all))
        problems.add('too-large', 'there are more outcomes than a node has', path);
    } else if (kind.is === 'outcome') {
      const { value, wrong } = parseOutcome(source.text);
      if (value && !outcomes.addLine(`${prefix}${path}`, value))
        problems.add('too-large', 'there are more outcomes than a node has');
      isOwn ||= value !== undefined;
      if (wrong !== undefined && !partial) problems.add('damaged', wrong, path);
    }
  };

  /** A pattern may match any number of files. */
  const hasRoom = (kind: EntryKind): boolean => {
    if (kind.is !== 'document' && kind.is !== 'log') return true;
    return kind.specs.every(({ id }) => {
      const before = bySpec.get(id) ?? 0;
      bySpec.set(id, before + 1);
      return before < MOST_OF_A_SPEC;
    });
  };

  const sum = (path: string, bytes: number, writer: EntryWriter): EntryWriter =>
    summedUp(writer, bytes, digest => void digests.set(path, digest));

  const checkedVersion = (value: ManifestHeader): ManifestHeader => {
    if (value.version > FORMAT_VERSION) {
      const detail = `the bundle has format ${value.version}, this nodetriage knows ${FORMAT_VERSION}: take a newer one`;
      problems.add('damaged', detail);
    }
    return value;
  };

  return {
    problems,
    get isOwn() {
      return isOwn;
    },
    get full() {
      return entries > limits.entries;
    },
    refuse: (name, why) => problems.add('refused', why, name),
    entry(name, { bytes }) {
      entries++;
      if (entries > limits.entries) {
        if (entries === limits.entries + 1)
          problems.add('too-large', `entries after the first ${limits.entries} are not used`);
        return undefined;
      }
      const named = entryName(name);
      if ('refused' in named) return void problems.add('refused', named.refused, name);
      const path = topFolder(named.path);
      const kind = path === undefined ? undefined : entryKind(path);
      if (path === undefined || !kind) return undefined;
      if (!hasRoom(kind)) return void problems.add('too-large', `of its kind ${MOST_OF_A_SPEC} are used`, name);
      if (seen.has(path)) return void problems.add('refused', 'there is one of that name before it', name);
      seen.add(path);
      known++;
      if (kind.is === 'log') return sum(path, bytes, logWriter(path, kind.specs));
      const writer = documentWriter(path, kind);
      return kind.is === 'document' ? sum(path, bytes, writer) : writer;
    },
    read: () => ({
      header,
      finished,
      known,
      headerCameLate: headerCameLate && header !== undefined,
      documents,
      logs,
      errorGroups: scanner.errorGroups(),
      outcomes,
      digests,
    }),
  };
}

/**
 * Takes away the one folder that all entries of a re-packed bundle lie in; undefined for what lies
 * outside of it. The first entry that we know tells whether there is one.
 */
function topFolderOf(): (path: string) => string | undefined {
  let folder: string | undefined;
  return path => {
    if (folder === undefined) {
      const slash = path.indexOf('/') + 1;
      if (entryKind(path)) folder = '';
      else if (slash > 0 && entryKind(path.slice(slash))) folder = path.slice(0, slash);
    }
    return folder && !path.startsWith(folder) ? undefined : path.slice(folder?.length ?? 0);
  };
}
