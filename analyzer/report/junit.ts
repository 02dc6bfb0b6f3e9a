import type { Report, ReportedCheck, ReportedFinding, ReportedSection } from './report.js';
import { stringsIn } from './strings.js';
import { type Template, template } from './templates.js';
import { verdictOf } from './verdict.js';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

let compiled: Template | undefined;

/**
 * JUnit XML for CI: a suite for each section of the guide, a test case for each check. A finding of severity critical
 * or warning fails its case, with the evidence; a remark is output of a case that passes. What could not be judged,
 * does not apply, or was known before is skipped, with the reason.
 */
export function renderJunit(report: Report): string {
  compiled ??= template('report.junit.hbs', { xml: escapeXml });
  const suites = report.sections.filter(({ checks }) => checks.length > 0).map(section => suiteOf(section, report));
  return compiled({
    name: `nodetriage ${report.node.name ?? report.node.hostname ?? report.bundle}`,
    timestamp: report.node.collectedAt?.slice(0, 19) ?? '',
    hostname: report.node.hostname ?? report.node.name ?? '',
    verdict: verdictOf(report, stringsIn(report.locale)).text,
    bundle: report.bundle,
    version: report.generator.version,
    ...countOf(suites.flatMap(({ cases }) => cases)),
    suites,
  });
}

/** Exactly one of the three is not empty, or none: then the case passes without a word. */
interface Case {
  readonly name: string;
  readonly failure: { readonly message: string; readonly type: string; readonly text: string } | undefined;
  readonly skipped: string;
  readonly output: string;
}

function suiteOf(section: ReportedSection, report: Report) {
  const cases = section.checks.map(check => {
    const findings = report.findings.filter(finding => finding.check === check.id);
    return { name: check.id, failure: undefined, skipped: '', output: '', ...stateOf(check, findings, report) };
  });
  return { id: section.id, title: section.title, ...countOf(cases), cases };
}

function stateOf(check: ReportedCheck, findings: readonly ReportedFinding[], report: Report): Partial<Case> {
  const { status, title } = check;
  if (status === 'pass') return {};
  const words = stringsIn(report.locale);
  if (status !== 'fail') return { skipped: `${words.check[status]}: ${title}` };
  const fresh = findings.filter(({ baseline }) => baseline !== 'known');
  const [worst] = fresh;
  if (!worst) return { skipped: `${words.baseline.known}: ${title}` };
  const text = fresh.map(textOf).join('\n\n');
  if (worst.severity === 'info') return { output: text };
  return { failure: { message: worst.title, type: worst.severity, text } };
}

/** All that one wants to know of a finding where only the output of a test is shown. */
function textOf({ title, severity, why, fix, evidence, doubts = [] }: ReportedFinding): string {
  return [
    `${severity}: ${title}`,
    ...doubts,
    ...evidence.map(({ file, line, text }) => `  ${file}:${line}: ${text}`),
    why,
    ...fix.map((step, i) => `${i + 1}. ${step}`),
  ].join('\n');
}

function countOf(cases: readonly Case[]) {
  return {
    tests: String(cases.length),
    failures: String(cases.filter(({ failure }) => failure).length),
    skipped: String(cases.filter(({ skipped }) => skipped !== '').length),
  };
}

/** XML forbids some characters even when they are escaped. */
function escapeXml(text: string): string {
  const allowed = text.replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
  return allowed.replace(/[&<>"]/g, character => ENTITIES[character] ?? '');
}
