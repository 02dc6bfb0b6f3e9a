import path from 'node:path';
import { readBundle } from './bundle-reader/read-bundle.js';
import type { Locale } from './check.js';
import { discoverChecks } from './discover.js';
import { logNeeds, runChecks } from './engine.js';
import { buildReport } from './report/build.js';
import { reportNode } from './report/node.js';
import { packageVersion } from './report/package-root.js';
import type { Report } from './report/report.js';

export interface AnalyzeOptions {
  /** Language of all words in the report; English when absent. */
  readonly locale?: Locale;
  /** How the report calls the bundle; its file name when absent. */
  readonly name?: string;
}

/**
 * From a bundle (.tar.gz, .tgz, .tar, or the folder it was unpacked to) to a report: read it once, run
 * every check, put the results into words. Writes nothing. Throws NotABundle when there is nothing to
 * judge; a bundle that is cut or damaged is judged by what is left, and the report says so.
 */
export async function analyze(input: string, options: AnalyzeOptions = {}): Promise<Report> {
  const { locale = 'en', name = path.basename(path.resolve(input)) } = options;

  const checks = await discoverChecks();
  const bundle = await readBundle(input, logNeeds(checks.values()));
  const results = runChecks(bundle, checks);
  const node = reportNode(bundle);
  return buildReport({ bundle: { ...bundle, name }, results, checks, locale, version: packageVersion(), node });
}
