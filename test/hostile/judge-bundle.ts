import { type Judged, reportIn } from '../../analyzer/analyze.js';
import { type Bundle, NotABundle } from '../../analyzer/bundle.js';
import { readBundles } from '../../analyzer/bundle-reader/read-bundle.js';
import { LOCALES } from '../../analyzer/check.js';
import { discoverChecks } from '../../analyzer/discover.js';
import { type CheckResult, logNeeds, runChecks } from '../../analyzer/engine.js';
import { alsoRead, reasonAbout } from '../../analyzer/reasoning/reason.js';
import { FORMAT_NAMES } from '../../analyzer/report/formats.js';
import { render } from '../../analyzer/report/render.js';
import { renderTerminal } from '../../analyzer/report/terminal.js';

const checks = await discoverChecks();
const needs = logNeeds([...checks.values(), alsoRead]);
/** What mutations plant: it must come out as text. */
const PLANTED = '<nt-evil';

/**
 * The whole way of a bundle: read, judge, report. `turn` chooses the language and the form, so that many
 * bundles see all of them. Returns what is wrong with us, undefined when all went as promised: a report or
 * a NotABundle, no defect of a parser or a check in it, nothing in the page that was not meant as text.
 */
export async function judgeBundle(file: string, turn: number): Promise<string | undefined> {
  const bundles = await readBundles(file, needs).catch((error: unknown) => {
    if (!(error instanceof NotABundle)) throw error;
  });
  for (const bundle of bundles ?? []) {
    const wrong = judgeNode(bundle, turn);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function judgeNode(bundle: Bundle, turn: number): string | undefined {
  const results = runChecks(bundle, checks);
  const defects = results.flatMap(defectsOf);
  if (defects.length > 0) return defects.join('; ');
  const judged: Judged = { bundle, checks, results, reasoning: reasonAbout(bundle, results, checks) };
  const report = reportIn(judged, LOCALES[turn % LOCALES.length] ?? 'en');
  const format = FORMAT_NAMES[turn % (FORMAT_NAMES.length + 1)];
  if (!format) return void renderTerminal(report, { width: 20 + (turn % 200), colour: true });
  return format === 'html' && render([report], format).includes(PLANTED) ? 'text of the node is markup' : undefined;
}

function defectsOf(result: CheckResult): string[] {
  if (result.status === 'error') return [`${result.check}: ${result.error}`];
  if (result.status !== 'unknown') return [];
  return result.missing.filter(({ reason }) => reason === 'defect').map(({ what, detail }) => `${what}: ${detail}`);
}
