import type { Severity } from '../check.js';
import { proseMarkdown } from './markdown-text.js';
import type { Report, ReportedEvidence, ReportedFinding } from './report.js';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** Entries are told relative to the unpacked bundle, wherever that is. */
const BASE = 'BUNDLE';

const LEVELS = { critical: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;
/** What GitHub shows beside an alert. */
const PROBLEM = { critical: 'error', warning: 'warning', info: 'recommendation' } as const satisfies Record<
  Severity,
  string
>;
const STATES = { new: 'new', worse: 'updated', known: 'unchanged' } as const;

/**
 * SARIF 2.1.0: a rule for each check that fired, a result for each finding, and a notification for each check
 * that could not be judged, so that nobody takes an empty list of results for a healthy node.
 */
export function renderSarif(report: Report): string {
  const rules = report.findings.filter(({ check }, i, all) => all.findIndex(other => other.check === check) === i);
  const ids = rules.map(({ check }) => check);
  const nodeName = report.node.name ?? report.node.hostname;
  const run = {
    tool: {
      driver: {
        name: report.generator.name,
        version: report.generator.version,
        language: report.locale,
        rules: rules.map(rule),
      },
    },
    language: report.locale,
    columnKind: 'utf16CodeUnits',
    automationDetails: { id: `nodetriage/${nodeName ?? report.bundle}/` },
    originalUriBaseIds: { [BASE]: { description: text(`The unpacked bundle ${report.bundle}`) } },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: report.unknown.map(({ check, reason }) => ({
          level: 'note',
          associatedRule: { id: check },
          descriptor: { id: 'not-judged' },
          message: text(reason),
        })),
      },
    ],
    results: report.findings.map(finding => result(finding, ids.indexOf(finding.check), nodeName)),
    properties: { bundle: report.bundle, complete: report.coverage.complete, node: report.node },
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

/** Of the first finding of a check, which is its most severe. */
function rule({ check, statement, why, fix, severity, section }: ReportedFinding) {
  const numbered = (steps: readonly string[]) => steps.map((step, i) => `${i + 1}. ${step}`);
  return {
    id: check,
    shortDescription: text(statement),
    fullDescription: text(why),
    help: {
      ...text([why, ...numbered(fix)].join('\n')),
      markdown: [proseMarkdown(why), '', ...numbered(fix.map(step => proseMarkdown(step)))].join('\n'),
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [section], 'problem.severity': PROBLEM[severity] },
  };
}

function result(finding: ReportedFinding, ruleIndex: number, node: string | undefined) {
  const [first, ...others] = finding.evidence;
  const { check, severity, title, fingerprint, baseline, message, params, section, firstSeen, lastSeen, count } =
    finding;
  const { doubts = [] } = finding;
  return {
    ruleId: check,
    ruleIndex,
    level: LEVELS[severity],
    message: {
      ...text([title, ...doubts].join('\n')),
      markdown: [title, ...doubts].map(line => proseMarkdown(line)).join('\n\n'),
    },
    locations: [{ ...(first && { physicalLocation: physical(first) }), logicalLocations: [{ name: node ?? check }] }],
    ...(others.length > 0 && { relatedLocations: others.map((at, id) => ({ id, physicalLocation: physical(at) })) }),
    partialFingerprints: { 'nodetriage/v1': fingerprint },
    ...(baseline && { baselineState: STATES[baseline] }),
    properties: { section, message, params, firstSeen, lastSeen, count, ...(doubts.length > 0 && { doubts }) },
  };
}

function physical({ file, line, text: evidence, before, after }: ReportedEvidence) {
  const around = before?.length || after?.length ? [...(before ?? []), evidence, ...(after ?? [])] : undefined;
  const from = line - (before?.length ?? 0);
  return {
    artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: BASE },
    region: { startLine: line, snippet: { text: evidence } },
    ...(around && {
      contextRegion: {
        startLine: from,
        endLine: line + (after?.length ?? 0),
        snippet: { text: around.join('\n') },
      },
    }),
  };
}

/** A message as SARIF wants it: plain, and with nothing in it that is taken for a link or a placeholder there. */
function text(shown: string): { readonly text: string } {
  // A word joiner, which nobody sees, as in Markdown.
  return { text: shown.replace(/\](?=\()/g, ']\u2060').replace(/\{(?=\d)/g, '{\u2060') };
}
