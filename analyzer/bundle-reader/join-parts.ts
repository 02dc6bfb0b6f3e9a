import type { ManifestHeader, SpecOutcome } from '../../bundle/manifest.js';
import type { SpecId } from '../../bundle/spec.js';
import type { Bundle, BundleProblem } from '../bundle.js';
import type { Source } from '../fact.js';
import { joinLogs } from '../scan/join-logs.js';
import type { ScannedLog } from '../scan/line-scanner.js';
import type { ReadSoFar } from './bundle-builder.js';
import type { OutcomeRecord, OutcomeRecords } from './outcome-records.js';
import { completesAnother } from './same-node.js';

/** One of the bundles of a node, after its reading. */
export interface Part {
  readonly read: ReadSoFar;
  /** What its entries are called in evidence begins with this; '' for the first. */
  readonly prefix: string;
  readonly differing: Bundle['differing'];
  readonly problems: readonly BundleProblem[];
}

/** What several bundles of one node hold together. */
export interface Joined extends Omit<ReadSoFar, 'outcomes' | 'known' | 'headerCameLate' | 'digests'> {
  readonly outcomes: Pick<OutcomeRecords, 'get' | 'all'>;
  /** One for each log, whichever bundles have a part of it. */
  readonly wholeLogs: readonly ScannedLog[];
  readonly differing: Bundle['differing'];
  readonly problems: readonly BundleProblem[];
}

const HAS_IT: readonly string[] = ['ok', 'truncated'];

/**
 * Makes one bundle of several of the same node. The newest that was not asked for a few things alone tells when
 * it was. A document is taken from the newest that has it; logs are put together.
 */
export function joinParts(parts: readonly Part[]): Joined {
  const newestFirst = [...parts].sort((a, b) => startOf(b) - startOf(a));
  const main = newestFirst.find(({ read }) => !completesAnother(read.header)) ?? newestFirst[0];
  const { header, finished = false } = main?.read ?? { header: undefined };
  const specs = new Set(newestFirst.flatMap(({ read }) => read.outcomes.all().map(({ spec }) => spec)));
  const records = new Map([...specs].flatMap(spec => recordOf(spec, newestFirst)));
  const documents = new Set(newestFirst.flatMap(({ read }) => [...read.documents.keys()]));
  return {
    header,
    finished,
    documents: new Map([...documents].map(spec => [spec, documentsOf(spec, newestFirst, header)])),
    logs: parts.flatMap(({ read }) => read.logs),
    wholeLogs: wholeLogs(parts),
    // All were scanned by one scanner, whose groups are of all.
    errorGroups: parts.at(-1)?.read.errorGroups ?? [],
    outcomes: {
      get: spec => records.get(spec as SpecId),
      all: () => [...records.values()].map(({ outcome }) => outcome),
    },
    differing: new Map(
      parts.flatMap(({ differing, prefix }) => [...differing].map(([path, how]) => [`${prefix}${path}`, how] as const)),
    ),
    problems: parts.flatMap(({ problems, prefix }) =>
      problems.map(problem =>
        problem.entry === undefined ? problem : { ...problem, entry: `${prefix}${problem.entry}` },
      ),
    ),
  };
}

function startOf({ read: { header } }: Part): number {
  return header ? Date.parse(header.startedAt) : 0;
}

function isLeftOut({ outcome, reason }: SpecOutcome): boolean {
  return outcome === 'skipped' && reason?.startsWith('left out by ') === true;
}

/** Of the newest that got it; else of the newest that tried. */
function recordOf(spec: SpecId, newestFirst: readonly Part[]): [SpecId, OutcomeRecord][] {
  const all = newestFirst.flatMap(({ read }) => read.outcomes.get(spec) ?? []);
  const best =
    all.find(({ outcome }) => HAS_IT.includes(outcome.outcome)) ??
    all.find(({ outcome }) => !isLeftOut(outcome)) ??
    all[0];
  return best ? [[spec, best]] : [];
}

function documentsOf(spec: SpecId, newestFirst: readonly Part[], main: ManifestHeader | undefined): readonly Source[] {
  const having = newestFirst.filter(({ read }) => (read.documents.get(spec)?.length ?? 0) > 0);
  const best =
    having.find(({ read }) => HAS_IT.includes(read.outcomes.get(spec)?.outcome.outcome ?? 'ok')) ?? having[0];
  const header = best?.read.header;
  const sources = best?.read.documents.get(spec) ?? [];
  return header && header !== main ? sources.map(source => ofBundle(source, header)) : sources;
}

function ofBundle(source: Source, header: ManifestHeader): Source {
  return {
    path: source.path,
    text: source.text,
    header,
    get lines() {
      return source.lines;
    },
  };
}

function wholeLogs(parts: readonly Part[]): ScannedLog[] {
  const byPath = new Map<string, [ScannedLog, ...ScannedLog[]]>();
  for (const { read, prefix } of parts) {
    for (const log of read.logs) {
      const path = log.summary.file.slice(prefix.length);
      const known = byPath.get(path);
      if (known) known.push(log);
      else byPath.set(path, [log]);
    }
  }
  return [...byPath].map(([path, logs]) => {
    const whole = joinLogs(logs);
    return { ...whole, summary: { ...whole.summary, file: path } };
  });
}
