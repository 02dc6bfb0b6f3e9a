import type { Check, Locale } from '../check.js';
import type { Finding } from '../engine.js';
import type { Step } from '../reasoning/chains.js';
import type { Reason } from '../reasoning/confidence.js';
import { isOver } from '../reasoning/fired.js';
import type { Reasoning } from '../reasoning/reason.js';
import { reportLine } from './evidence.js';
import { sectionOf } from './findings.js';
import type { ChainStep, ReportedCause, ReportedFinding } from './report.js';
import { counted, fill, type Strings, stringsIn } from './strings.js';
import { durationText, isoTime } from './times.js';

const MAX_CAUSES = 3;

export interface CausesInput {
  readonly reasoning: Reasoning;
  readonly checks: ReadonlyMap<string, Check>;
  /** In the same order: what was found, and what is said of it. */
  readonly found: readonly Finding[];
  readonly findings: readonly ReportedFinding[];
  readonly locale: Locale;
  /** When the bundle was taken, milliseconds since 1970 UTC. */
  readonly now: number | undefined;
}

/** The causes to look at first, in words, each with what followed from it. */
export function reportCauses(input: CausesInput): ReportedCause[] {
  const { reasoning, checks, found, findings, locale, now } = input;
  const strings = stringsIn(locale);
  return reasoning.chains.slice(0, MAX_CAUSES).map(({ cause, steps, explains, confidence }) => ({
    check: cause.check,
    section: sectionOf(cause.check),
    severity: cause.severity,
    title: checks.get(cause.check)?.messages[locale].failed ?? cause.check,
    explains,
    ...isoTime('since', earliest(steps)),
    ...(isOver(cause, now) && isoTime('endedAt', cause.last)),
    chain: steps.map(step => reportStep(step, found, findings)),
    fix: findings[found.indexOf(cause.lead)]?.fix ?? [],
    confidence: {
      level: confidence.level,
      reasons: confidence.reasons.map(reason => wordReason(reason, checks, strings, locale)),
    },
  }));
}

function earliest(steps: readonly Step[]): number | undefined {
  const times = steps.flatMap(({ at }) => at ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function reportStep(
  { fired, because, at }: Step,
  found: readonly Finding[],
  findings: readonly ReportedFinding[],
): ChainStep {
  const finding = found.indexOf(fired.lead);
  const [evidence] = fired.lead.evidence;
  return {
    check: fired.check,
    section: sectionOf(fired.check),
    severity: fired.severity,
    finding,
    statement: findings[finding]?.statement ?? fired.check,
    title: findings[finding]?.title ?? fired.check,
    ...isoTime('at', at),
    ...(because && { because: because.check }),
    ...(evidence && { evidence: reportLine(evidence) }),
  };
}

function wordReason(reason: Reason, checks: ReadonlyMap<string, Check>, strings: Strings, locale: Locale): string {
  const forms = strings.confidence.reasons;
  switch (reason.reason) {
    case 'manyEffects':
    case 'notJudged':
      return counted(forms[reason.reason], reason.n, locale);
    case 'longBefore':
      return fill(forms.longBefore, { duration: durationText(reason.ms / 1000, strings) });
    case 'rivals': {
      const titles = reason.checks.map(check => checks.get(check)?.messages[locale].failed ?? check);
      return fill(forms.rivals, { titles: titles.join(strings.listSeparator) });
    }
    default:
      return forms[reason.reason];
  }
}
