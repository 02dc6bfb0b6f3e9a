import type { Locale } from '../check.js';
import type { Report, SectionStatus } from './report.js';
import { counted, fill, type Strings } from './strings.js';

/** The whole report in one sentence. What could not be judged never counts as healthy. */
export function verdictOf(report: Report, strings: Strings): { readonly status: SectionStatus; readonly text: string } {
  const { summary, locale } = report;
  const count = (key: 'critical' | 'warning' | 'unknown') => counted(strings.counts[key], summary[key], locale);
  const say = (status: SectionStatus, text: string, params = {}) => ({ status, text: fill(text, params) });

  if (summary.critical > 0) {
    const both = { critical: count('critical'), warning: count('warning') };
    const counts = summary.warning > 0 ? fill(strings.verdict.both, both) : both.critical;
    return say('problem', strings.verdict.problem, { counts });
  }
  if (summary.warning > 0) return say('warning', strings.verdict.warning, { counts: count('warning') });

  const checks = report.sections.flatMap(section => section.checks);
  if (summary.unknown === checks.length) return say('unknown', strings.verdict.unknown);
  if (summary.unknown > 0) {
    const judged = counted(strings.counts.checks, checks.length - summary.unknown, locale);
    return say('unknown', strings.verdict.okButUnknown, { judged, unknown: count('unknown') });
  }
  return say('ok', strings.verdict.ok, { checks: counted(strings.counts.checks, checks.length, locale) });
}

/** A phrase as a sentence of its own: 'the node has no x' → 'The node has no x.' */
export function sentence(phrase: string, locale: Locale): string {
  const full = locale === 'zh-CN' ? '。' : '.';
  const start = /^(?:the|what|a) /.test(phrase) ? phrase.charAt(0).toLocaleUpperCase('en') + phrase.slice(1) : phrase;
  return /[.。!?]$/.test(start) ? start : start + full;
}
