import { EXTRA } from '../../bundle/entry-path.js';
import { OUTCOMES, type Outcome } from '../../bundle/manifest.js';
import type { Bundle } from '../bundle.js';
import type { Check, Locale } from '../check.js';
import { readFact } from '../engine.js';
import { COVERED_SLACK_MS, nodeChange } from '../facts/cluster/node-change.js';
import { logReach } from '../facts/logs/log-reach.js';
import { kubeletLogs } from '../facts/logs/log-sources.js';
import type { Asks } from '../reasoning/asks.js';
import { cleanLine } from './clean-text.js';
import { coveredSections } from './covered-sections.js';
import type { Coverage } from './report.js';
import { saidIn } from './said.js';
import { fill, type Strings, stringsIn } from './strings.js';
import { isoTime, plainTime } from './times.js';

const LENGTH = 500;

export interface CoverageInput {
  readonly bundle: Bundle;
  readonly checks: ReadonlyMap<string, Check>;
  readonly asks: Asks;
  readonly locale: Locale;
}

/** What the bundle holds and what it lacks, as its own records tell. */
export function coverageOf({ bundle, checks, asks, locale }: CoverageInput): Coverage {
  const strings = stringsIn(locale);
  const lastChange = reportLastChange(bundle, strings);
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
        ...(reason !== undefined && { reason: saidIn(locale, cleanLine(reason, LENGTH)) }),
      })),
    logs: bundle.logs.map(log => ({
      file: cleanLine(log.file, LENGTH),
      ...(log.part !== undefined && { part: cleanLine(log.part, LENGTH) }),
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
      detail: saidIn(locale, cleanLine(detail, LENGTH)),
    })),
    ...(extra.length > 0 && { extra }),
    sections: coveredSections(bundle, checks, strings, locale),
    ...(lastChange && { lastChange }),
    asks: asks.list.map(({ spec, why }) => ({ spec, reason: strings.asks[why] })),
    ...(asks.anew && { asksAnew: asks.anew }),
  };
}

/** When the node changed last, and whether the log of its kubelet reaches back to that. */
function reportLastChange(bundle: Bundle, strings: Strings): Coverage['lastChange'] {
  const change = readFact(bundle, nodeChange);
  const reach = readFact(bundle, logReach);
  const at = change && isoTime('at', change.time).at;
  if (!change || !reach || at === undefined) return undefined;
  const { from } = reach(kubeletLogs);
  const covered = from !== undefined && from <= change.time + COVERED_SLACK_MS;
  const words = strings.lastChange[covered ? 'covered' : from === undefined ? 'absent' : 'late'];
  return {
    at,
    what: `${cleanLine(change.condition, LENGTH)}=${change.status}`,
    covered,
    detail: fill(words, { from: plainTime(isoTime('from', from).from) }),
  };
}
