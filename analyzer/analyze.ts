import path from 'node:path';
import { type Bundle, NotABundle } from './bundle.js';
import type { Limits } from './bundle-reader/limits.js';
import { readBundles, readCompleted, readLooseFiles } from './bundle-reader/read-bundle.js';
import type { LooseFile } from './bundle-reader/read-files.js';
import { type Check, LOCALES, type Locale } from './check.js';
import { discoverChecks } from './discover.js';
import { type CheckResult, logNeeds, runChecks } from './engine.js';
import type { Guess } from './layouts/loose/guess.js';
import { withKind } from './layouts/node-kind.js';
import { alsoRead, type Reasoning, reasonAbout } from './reasoning/reason.js';
import { buildReport } from './report/build.js';
import { reportNode } from './report/node.js';
import { packageVersion } from './report/package-root.js';
import type { Report, Reports } from './report/report.js';

/** A bundle, or one with those that complete it: see withCompletions. */
export type Input = string | readonly [string, ...string[]];

export interface AnalyzeOptions {
  /** How the report calls the bundle; its file name when absent. */
  readonly name?: string;
  /** Where they differ from DEFAULT_LIMITS. */
  readonly limits?: Partial<Limits>;
}

/** A bundle that was read and judged: what every report of it, in any language, is made from. */
export interface Judged {
  readonly bundle: Bundle;
  readonly checks: ReadonlyMap<string, Check>;
  readonly results: readonly CheckResult[];
  readonly reasoning: Reasoning;
}

/**
 * From a bundle (.tar.gz, .tgz, .tar, or the folder it was unpacked to) to a report: read it once, run every
 * check, see what follows from what, put it into words. Writes nothing. Throws NotABundle when there is nothing to
 * judge; a bundle that is cut or damaged is judged by what is left, and the report says so.
 */
export async function analyze(input: Input, options: AnalyzeOptions & { locale?: Locale } = {}): Promise<Report> {
  return reportIn(await judge(input, options), options.locale ?? 'en');
}

/** Reads the bundle of one node, or of the first of several, and runs every check. Throws NotABundle. */
export async function judge(input: Input, options: AnalyzeOptions = {}): Promise<Judged> {
  const [first] = await judgeAll(input, options);
  return first;
}

/** Judges every node that the input tells of: one, but for some bundles of other tools. Throws NotABundle. */
export async function judgeAll(
  input: Input,
  options: AnalyzeOptions = {},
): Promise<readonly [Judged, ...(readonly Judged[])]> {
  const [file, ...completing]: readonly [string, ...string[]] = typeof input === 'string' ? [input] : input;
  const { name = [file, ...completing].map(one => path.basename(path.resolve(one))).join(' + ') } = options;
  const checks = await discoverChecks();
  const needs = logNeeds([...checks.values(), alsoRead]);
  const { limits = {} } = options;
  const bundles =
    completing.length === 0
      ? await readBundles(file, needs, { limits })
      : [await readCompleted([file, ...completing], needs, { limits })];
  const [first, ...others] = bundles.map(read => judgeRead({ ...read, name }, checks));
  if (!first) throw new NotABundle(`${file}: tells of no node`);
  return [first, ...others];
}

/** Loose texts: what they are called together, what they are, and what the user says of them. */
export interface LooseTexts {
  readonly name: string;
  readonly files: readonly LooseFile[];
  readonly named?: ReadonlyMap<string, Guess>;
}

/** Judges loose texts as those of one node. Throws NotABundle when none of them is known. */
export async function judgeLoose({ name, files, named = new Map() }: LooseTexts): Promise<readonly [Judged]> {
  const checks = await discoverChecks();
  const bundle = await readLooseFiles(files, logNeeds([...checks.values(), alsoRead]), { named });
  return [judgeRead({ ...bundle, name }, checks)];
}

function judgeRead(read: Bundle, checks: ReadonlyMap<string, Check>): Judged {
  const bundle = withKind(read);
  const reasoning = reasonAbout(bundle, runChecks(bundle, checks), checks);
  return { bundle, checks, results: reasoning.results, reasoning };
}

/** The report of a judged bundle in one language. */
export function reportIn(judged: Judged, locale: Locale): Report {
  return buildReport({ ...judged, locale, version: packageVersion(), node: reportNode(judged.bundle) });
}

/** The reports of a judged bundle in every language, the one that was asked for first. */
export function reportsIn(judged: Judged, locale: Locale): Reports {
  const others = LOCALES.filter(other => other !== locale);
  return [reportIn(judged, locale), ...others.map(other => reportIn(judged, other))];
}
