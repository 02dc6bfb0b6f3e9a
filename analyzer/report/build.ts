import type { Bundle } from '../bundle.js';
import type { Check, Locale, Severity } from '../check.js';
import { type CheckResult, type Missing, readFact } from '../engine.js';
import { collectedAt } from '../facts/collected-at.js';
import type { Reasoning } from '../reasoning/reason.js';
import { SECTION_IDS, type SectionId, sections } from '../sections.js';
import { reportCauses } from './causes.js';
import { cleanLine } from './clean-text.js';
import { coverageOf } from './coverage.js';
import { reportFinding, sectionOf, sortedFindings } from './findings.js';
import { activityLanes } from './lanes.js';
import { reportMeasures } from './measures.js';
import { originOf } from './origin.js';
import { reasonFor } from './reasons.js';
import {
  type Report,
  type ReportedCheck,
  type ReportedFinding,
  type ReportedNode,
  type ReportedSection,
  type ReportedUnknown,
  SCHEMA_VERSION,
  type SectionStatus,
} from './report.js';
import { type Strings, stringsIn } from './strings.js';
import { reportTimeline } from './timeline.js';
import { unexplainedErrors } from './unexplained.js';

export interface ReportInput {
  readonly bundle: Bundle;
  readonly results: readonly CheckResult[];
  readonly reasoning: Reasoning;
  readonly checks: ReadonlyMap<string, Check>;
  readonly locale: Locale;
  /** Of nodetriage. */
  readonly version: string;
  readonly node: ReportedNode;
}

/** Turns results into a report: words, order and status. Every text from the node in it is clean (cleanText). */
export function buildReport(input: ReportInput): Report {
  const { bundle, results, reasoning, checks, locale, version, node } = input;
  const found = sortedFindings(results).filter(({ check }) => checks.has(check));
  const findings = found.flatMap(finding => {
    const check = checks.get(finding.check);
    return check ? [reportFinding(finding, check, locale, bundle)] : [];
  });
  const unknown = reportUnknown(results, checks, locale);
  const origin = originOf(bundle);
  const timeline = reportTimeline({ reasoning, lanes: activityLanes(bundle), checks, found, findings, locale });
  const measures = reportMeasures(bundle, locale);
  const count = (severity: Severity) => findings.filter(finding => finding.severity === severity).length;

  return {
    schemaVersion: SCHEMA_VERSION,
    generator: { name: 'nodetriage', version },
    locale,
    bundle: cleanLine(bundle.name, 500),
    node,
    ...(origin && { origin }),
    summary: { critical: count('critical'), warning: count('warning'), info: count('info'), unknown: unknown.length },
    causes: reportCauses({ reasoning, checks, found, findings, locale, now: readFact(bundle, collectedAt) }),
    ...(timeline && { timeline }),
    ...(measures.length > 0 && { measures }),
    unexplained: unexplainedErrors(bundle),
    sections: reportSections(results, checks, findings, unknown, locale),
    findings,
    unknown,
    coverage: coverageOf({ bundle, checks, asks: reasoning.asks, locale }),
  };
}

function reportUnknown(
  results: readonly CheckResult[],
  checks: ReadonlyMap<string, Check>,
  locale: Locale,
): ReportedUnknown[] {
  return results.flatMap(result => {
    const missing = missingOf(result);
    if (!missing) return [];
    return {
      check: result.check,
      section: sectionOf(result.check),
      title: checks.get(result.check)?.messages[locale].passed ?? result.check,
      reason: reasonFor(missing, stringsIn(locale), locale),
      missing: missing.map(cleanMissing),
    };
  });
}

/** A check that broke knows as little of the node as one that had nothing to read. */
function missingOf(result: CheckResult): readonly Missing[] | undefined {
  if (result.status === 'unknown') return result.missing;
  if (result.status === 'error') return [{ reason: 'defect', what: result.check, detail: result.error }];
  return undefined;
}

function cleanMissing({ detail, what, ...rest }: Missing): Missing {
  return { ...rest, what: cleanLine(what, 500), ...(detail !== undefined && { detail: cleanLine(detail, 500) }) };
}

/** Findings come most severe first. */
function worstOf(findings: readonly ReportedFinding[], check: string): Severity | undefined {
  return findings.find(finding => finding.check === check)?.severity;
}

function reportSections(
  results: readonly CheckResult[],
  checks: ReadonlyMap<string, Check>,
  findings: readonly ReportedFinding[],
  unknown: readonly ReportedUnknown[],
  locale: Locale,
): ReportedSection[] {
  const strings = stringsIn(locale);
  const reported = results.map(result => {
    const reason = unknown.find(({ check }) => check === result.check)?.reason;
    const severity = worstOf(findings, result.check);
    return reportCheck(result, checks.get(result.check), { reason, severity, strings, locale });
  });
  return SECTION_IDS.map(id => {
    const own = reported.filter(check => sectionOf(check.id) === id);
    return { id, title: sections[id][locale], status: statusOf(id, own, findings), checks: own };
  });
}

function reportCheck(
  { check: id, status }: CheckResult,
  check: Check | undefined,
  about: {
    readonly reason: string | undefined;
    readonly severity: Severity | undefined;
    readonly strings: Strings;
    readonly locale: Locale;
  },
): ReportedCheck {
  const messages = check?.messages[about.locale];
  const titles = {
    pass: messages?.passed,
    fail: messages?.failed,
    'not-applicable': messages?.doesNotApply ?? messages?.passed,
    unknown: about.reason,
    error: about.reason,
  };
  return { id, status, severity: about.severity ?? check?.severity ?? 'info', title: titles[status] ?? id };
}

function statusOf(
  id: SectionId,
  checks: readonly ReportedCheck[],
  findings: readonly ReportedFinding[],
): SectionStatus {
  const has = (severity: Severity) => findings.some(f => f.section === id && f.severity === severity);
  if (has('critical')) return 'problem';
  if (has('warning')) return 'warning';
  const judged = checks.length > 0 && checks.every(({ status }) => status !== 'unknown' && status !== 'error');
  return judged ? 'ok' : 'unknown';
}
