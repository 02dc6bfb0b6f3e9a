import { EXTRA } from '../../bundle/entry-path.js';
import { OUTCOMES, type Outcome } from '../../bundle/manifest.js';
import type { Bundle } from '../bundle.js';
import { cleanLine } from './clean-text.js';
import type { Coverage } from './report.js';
import { isoTime } from './times.js';

const LENGTH = 500;

/** What the bundle holds and what it lacks, as its own records tell. */
export function coverageOf(bundle: Bundle): Coverage {
  const counts = Object.fromEntries(OUTCOMES.map(outcome => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of bundle.outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;

  const extra = bundle.outcomes
    .filter(({ spec }) => spec.startsWith(EXTRA))
    .flatMap(({ entries }) => entries.map(({ path }) => cleanLine(path, LENGTH)));

  return {
    complete: bundle.finished && !bundle.problems.some(problem => problem.kind === 'cut-off'),
    outcomes: counts,
    notCollected: bundle.outcomes
      .filter(({ outcome }) => outcome !== 'ok' && outcome !== 'missing')
      .map(({ spec, outcome, reason }) => ({
        spec: cleanLine(spec, LENGTH),
        outcome,
        ...(reason !== undefined && { reason: cleanLine(reason, LENGTH) }),
      })),
    logs: bundle.logs.map(log => ({
      file: cleanLine(log.file, LENGTH),
      lines: log.lines,
      errors: log.errors,
      warnings: log.warnings,
      suppressed: log.suppressed,
      ...isoTime('from', log.from),
      ...isoTime('to', log.to),
      cut: log.cut,
    })),
    problems: bundle.problems.map(({ kind, entry, detail }) => ({
      kind,
      ...(entry !== undefined && { entry: cleanLine(entry, LENGTH) }),
      detail: cleanLine(detail, LENGTH),
    })),
    ...(extra.length > 0 && { extra }),
  };
}
