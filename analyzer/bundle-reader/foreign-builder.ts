import type { Source } from '../fact.js';
import { type ForeignNode, nodeOfHost } from '../layouts/foreign-nodes.js';
import { journalLines } from '../layouts/journal-lines.js';
import type { Plan, Use } from '../layouts/plan.js';
import { clockOf } from '../scan/clock.js';
import type { ErrorGroup } from '../scan/error-groups.js';
import type { ScannedLog } from '../scan/line-scanner.js';
import { type LogScanner, logScanner } from '../scan/log-scanner.js';
import type { PatternSet } from '../scan/pattern-set.js';
import { boundedLog } from './bounded-log.js';
import type { BundleBuilder, EntryWriter } from './bundle-builder.js';
import { documentOf } from './document.js';
import { entryName } from './entry-name.js';
import { gunzipping } from './gunzipping.js';
import { keepBytes } from './keep-bytes.js';
import type { Limits } from './limits.js';
import { problemList } from './problems.js';

/** Reads the entries that a plan names, for all nodes of an archive at once. */
export interface ForeignBuilder extends BundleBuilder {
  read(): ForeignRead;
}

export interface ForeignRead {
  /** Documents as they lie in the archive, with what they are for. */
  readonly documents: readonly { readonly use: Use; readonly source: Source }[];
  /** The logs of each node. */
  readonly logs: ReadonlyMap<ForeignNode, readonly ScannedLog[]>;
  readonly errorGroups: ReadonlyMap<ForeignNode, readonly ErrorGroup[]>;
}

export function foreignBuilder(
  set: PatternSet,
  limits: Limits,
  plan: Plan,
  nodes: readonly ForeignNode[],
): ForeignBuilder {
  const problems = problemList(limits.problems);
  const documents: { use: Use; source: Source }[] = [];
  const logs = new Map<ForeignNode, ScannedLog[]>();
  const scanners = new Map<ForeignNode, LogScanner>();
  const seen = new Set<string>();
  /** What stands before every entry, when that is one folder. */
  const folder = oneFolder(nodes);
  let room = limits.allDocumentBytes;
  let roomForLines = limits.allDocumentLines;

  const keep = (node: ForeignNode, found: readonly ScannedLog[]): void => {
    const those = logs.get(node);
    if (those) those.push(...found);
    else logs.set(node, [...found]);
  };
  const scannerOf = (node: ForeignNode): LogScanner => {
    const scanner = scanners.get(node) ?? logScanner(set, limits.lineBytes);
    scanners.set(node, scanner);
    return scanner;
  };

  const documentWriter = ({ file, linesBefore }: Shown, uses: readonly Use[]): EntryWriter => {
    const kept = keepBytes(Math.min(limits.documentBytes, room), roomForLines);
    return {
      write: kept.write,
      end() {
        const { bytes, lines, dropped } = kept.end();
        room -= bytes.length;
        roomForLines -= lines;
        if (dropped > 0) problems.add('too-large', `its last ${dropped} bytes are not used`, file);
        const source = documentOf(file, bytes, limits.lineBytes, linesBefore);
        for (const use of uses) documents.push({ use, source });
      },
    };
  };

  const logWriter = ({ file, linesBefore }: Shown, use: Use, isAlone: boolean): EntryWriter => {
    const scans = nodes
      .filter(node => isFor(use, node))
      .map(node => {
        const scanner = scannerOf(node);
        const open = isAlone ? scanner.open : scanner.openBeside;
        const scan = open(file, use.specs, clockOf(node.header));
        scan.skip(linesBefore);
        const log = boundedLog(scan, limits, why => problems.add('too-large', why, file));
        return [node, log] as const;
      });
    return {
      write(chunk) {
        for (const [, log] of scans) log.write(chunk);
      },
      end(cut) {
        for (const [node, log] of scans) keep(node, [log.end(cut)]);
      },
    };
  };

  const journalWriter = ({ file, linesBefore }: Shown, use: Use): EntryWriter => {
    const own = nodes.filter(node => isFor(use, node));
    const byKey = new Map(own.map((node, i) => [String(i), node] as const));
    const keyOf = new Map(own.map((node, i) => [node, String(i)] as const));
    const lines = journalLines({
      wanted: use.specs,
      open(spec, key) {
        const node = byKey.get(key) as ForeignNode;
        return scannerOf(node).openBeside(file, [spec], clockOf(node.header));
      },
      nodeOf(host) {
        const node = nodeOfHost(own, host);
        return node && keyOf.get(node);
      },
    });
    lines.skip(linesBefore);
    return {
      write: lines.write,
      end(cut) {
        for (const [key, found] of lines.end(cut)) keep(byKey.get(key) as ForeignNode, found);
      },
    };
  };

  const writerFor = (file: Shown, uses: readonly Use[]): EntryWriter => {
    const whole = uses.filter(use => use.cut !== undefined || use.specs.every(({ content }) => content === 'document'));
    const streamed = uses.filter(use => !whole.includes(use));
    const writers = [
      ...(whole.length > 0 ? [documentWriter(file, whole)] : []),
      ...streamed.map(use =>
        use.lines === 'journal' ? journalWriter(file, use) : logWriter(file, use, streamed.length === 1),
      ),
    ];
    return {
      write(chunk) {
        for (const writer of writers) writer.write(chunk);
      },
      end(cut) {
        for (const writer of writers) writer.end(cut);
      },
    };
  };

  return {
    problems,
    full: false,
    // Links abound in such bundles: to names in shorter words, to the newest of several.
    refuse: () => undefined,
    entry(name, { part }) {
      const named = entryName(name);
      const uses = 'path' in named ? plan.get(named.path) : undefined;
      if (!('path' in named) || !uses) return undefined;
      if (seen.has(named.path)) return void problems.add('refused', 'there is one of that name before it', name);
      seen.add(named.path);
      const file = (part?.of ?? named.path).slice(folder.length);
      const writer = writerFor({ file, linesBefore: part?.linesBefore ?? 0 }, uses);
      if (!named.path.endsWith('.gz')) return writer;
      return gunzipping(writer, limits.totalBytes, detail => problems.add('damaged', detail, name));
    },
    read: () => ({
      documents,
      logs,
      errorGroups: new Map([...scanners].map(([node, scanner]) => [node, scanner.errorGroups()])),
    }),
  };
}

/** How evidence names an entry: by the file that it is a part of, and the numbers of the lines there. */
interface Shown {
  readonly file: string;
  readonly linesBefore: number;
}

/** Whether an entry is of a node: of its folder, and not of another node of that. */
export function isFor({ folder, node }: Use, foreign: ForeignNode): boolean {
  return folder === foreign.found.folder && (node === undefined || foreign.names.includes(node));
}

function oneFolder(nodes: readonly ForeignNode[]): string {
  const folders = new Set(nodes.map(({ found }) => found.folder));
  return folders.size === 1 ? ([...folders][0] ?? '') : '';
}
