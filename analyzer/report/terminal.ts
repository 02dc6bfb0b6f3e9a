import { SEVERITIES, type Severity } from '../check.js';
import { cleanLine } from './clean-text.js';
import { extrasOf } from './extras.js';
import { takenFor } from './origin.js';
import { type Paint, paintWith } from './paint.js';
import type { Report, ReportedFinding } from './report.js';
import { counted, fill, type Strings, stringsIn } from './strings.js';
import { causeLines } from './terminal-causes.js';
import { unseenLines } from './terminal-unseen.js';
import { clip, textWidth, wrap } from './text-width.js';
import { plainTime } from './times.js';
import { viewOf } from './view.js';

const MAX_FINDINGS = 20;
const MAX_ERRORS = 3;
const MAX_TAKEN = 12;

export interface TerminalOptions {
  /** Columns. */
  readonly width: number;
  readonly colour: boolean;
}

/** What one wants to know at once: who, how bad, what, where it says so, and what is not known. */
export function renderTerminal(report: Report, { width, colour }: TerminalOptions): string {
  const paint = paintWith(colour);
  const strings = stringsIn(report.locale);
  const view = viewOf(report);
  const tone = toneOf(report);

  const lines = [
    ...nodeLines(report, view.name, width, strings),
    ...takenLines(report, width, strings),
    ...wrap(view.verdict.text, width).map(line => paint(tone, line)),
    ...baselineLines(report, width, strings),
    ...(view.incomplete ? wrap(view.incomplete, width).map(line => paint('warning', line)) : []),
    ...causeLines(view.causes, width, paint, strings),
    ...SEVERITIES.flatMap(severity => findingLines(report, severity, width, paint, strings)),
    ...extraLines(report, width, paint, strings),
    ...unseenLines(report, view, width, paint, strings),
  ];
  return `${lines.join('\n')}\n`;
}

/** Which bundle, and how bad it is: for one of many. */
export function renderBrief(report: Report, { width, colour }: TerminalOptions): string {
  const strings = stringsIn(report.locale);
  const view = viewOf(report);
  const lines = [
    ...wrap(`${cleanLine(report.bundle)} (${cleanLine(view.name)}): ${view.verdict.text}`, width),
    ...baselineLines(report, width, strings),
  ];
  const [first = '', ...others] = lines;
  return `${[paintWith(colour)(toneOf(report), first), ...others].join('\n')}\n`;
}

function toneOf(report: Report): Severity | 'strong' {
  return SEVERITIES.find(severity => report.summary[severity] > 0 && severity !== 'info') ?? 'strong';
}

/** How much of it was known before, when a baseline was given. */
function baselineLines({ findings, locale }: Report, width: number, strings: Strings): string[] {
  if (!findings.some(({ baseline }) => baseline !== undefined)) return [];
  const known = findings.filter(({ baseline }) => baseline === 'known').length;
  const news = counted(strings.counts.news, findings.length - known, locale);
  return wrap(fill(strings.baseline.summary, { news, known: counted(strings.counts.known, known, locale) }), width);
}

/** Of loose files: what each was taken for. */
function takenLines({ origin }: Report, width: number, strings: Strings): string[] {
  const taken = takenFor(origin, strings);
  const rest = taken.length - MAX_TAKEN;
  const told = taken.slice(0, MAX_TAKEN).map(text => `  ${clip(cleanLine(text), width - 2)}`);
  return taken.length === 0 ? [] : [`${strings.labels['takenFor']}:`, ...told, ...(rest > 0 ? [`  … +${rest}`] : [])];
}

/** Broken between its parts only, but for one that is wider than the terminal. */
function nodeLines(report: Report, name: string, width: number, strings: Strings): string[] {
  const { kind, kubeletVersion, runtime, os, collectedAt } = report.node;
  const collected = collectedAt && `${strings.labels['collectedAt']} ${plainTime(collectedAt)} UTC`;
  const lines: string[] = [];
  for (const part of [name, kind, kubeletVersion, runtime, os, collected]) {
    if (!part) continue;
    const longer = `${lines.at(-1)} · ${cleanLine(part)}`;
    if (lines.length > 0 && textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(cleanLine(part));
  }
  return lines.flatMap(line => wrap(line, width));
}

function findingLines(report: Report, severity: Severity, width: number, paint: Paint, strings: Strings): string[] {
  const findings = report.findings.filter(finding => finding.severity === severity);
  if (findings.length === 0) return [];
  const rest = findings.length - MAX_FINDINGS;
  return [
    '',
    paint(severity, strings.severity[severity]),
    ...findings.slice(0, MAX_FINDINGS).flatMap(finding => oneFinding(finding, report, width, paint)),
    ...(rest > 0 ? [`  ${counted(strings.counts.moreFindings, rest, report.locale)}`] : []),
  ];
}

function oneFinding(finding: ReportedFinding, report: Report, width: number, paint: Paint): string[] {
  const section = report.sections.find(({ id }) => id === finding.section)?.title ?? finding.section;
  const state = finding.baseline === undefined ? '' : ` (${stringsIn(report.locale).baseline[finding.baseline]})`;
  const [first] = finding.evidence;
  const place = first ? `${section} · ${first.file}:${first.line}` : section;
  return [
    ...wrap(cleanLine(finding.statement + state), width - 2).map(line => `  ${line}`),
    ...wrap(cleanLine(finding.title), width - 4).map(line => `    ${line}`),
    ...(finding.doubts ?? []).flatMap(doubt => wrap(doubt, width - 4).map(line => `    ${paint('warning', line)}`)),
    `    ${paint('soft', clip(cleanLine(place), width - 4))}`,
  ];
}

/** What is near its limit, and which errors no check explains. */
function extraLines(report: Report, width: number, paint: Paint, { labels }: Strings): string[] {
  const { near, unexplained } = extrasOf(report);
  const part = (title: string | undefined, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : ['', paint('strong', title ?? ''), ...lines.map(line => `  ${clip(cleanLine(line), width - 2)}`)];
  return [
    ...part(
      labels['nearLimits'],
      near.map(({ what, used, limit }) => `${what}: ${used} / ${limit}`),
    ),
    ...part(
      labels['unexplained'],
      unexplained.slice(0, MAX_ERRORS).map(({ count, component, template }) => `${count} × ${component}: ${template}`),
    ),
  ];
}
