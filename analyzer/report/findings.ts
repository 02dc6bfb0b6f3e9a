import type { Bundle } from '../bundle.js';
import { type Check, type Locale, type Params, SEVERITIES } from '../check.js';
import type { CheckResult, Finding } from '../engine.js';
import { SECTION_IDS, type SectionId } from '../sections.js';
import { cleanLine } from './clean-text.js';
import { reportEvidence } from './evidence.js';
import { fingerprintOf } from './fingerprint.js';
import type { ReportedFinding } from './report.js';
import { fill, stringsIn } from './strings.js';
import { isoTime } from './times.js';

const PARAM_LENGTH = 300;
const NAME_LENGTH = 500;

/** All that was found, most severe first, within that in the guide's order: the order of the report. */
export function sortedFindings(results: readonly CheckResult[]): Finding[] {
  return results
    .flatMap(result => (result.status === 'fail' ? result.findings : []))
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        SECTION_IDS.indexOf(sectionOf(a.check)) - SECTION_IDS.indexOf(sectionOf(b.check)),
    );
}

/** `disk/not-full` is in section `disk`; discover.ts lets no other in. */
export function sectionOf(check: string): SectionId {
  return check.slice(0, check.indexOf('/')) as SectionId;
}

/** One finding in words. */
export function reportFinding(
  finding: Finding,
  { messages }: Check,
  locale: Locale,
  bundle: Pick<Bundle, 'around' | 'differing'>,
): ReportedFinding {
  const { failed, why, fix, findings } = messages[locale];
  const params = cleanParams(finding.params);
  return {
    check: finding.check,
    fingerprint: fingerprintOf(finding.check, params),
    section: sectionOf(finding.check),
    severity: finding.severity,
    statement: failed,
    title: fill(findings[finding.message] ?? finding.message, params),
    message: finding.message,
    params,
    ...isoTime('firstSeen', finding.seen.first),
    ...isoTime('lastSeen', finding.seen.last),
    ...(finding.seen.count !== undefined && { count: finding.seen.count }),
    why: fill(why, params),
    fix: fix.map(step => fill(step, params)),
    evidence: finding.evidence.map(at => reportEvidence(at, bundle)),
    ...doubtsOf(finding, locale, bundle.differing),
  };
}

function doubtsOf({ evidence }: Finding, locale: Locale, differing: Bundle['differing']) {
  const files = [...new Set(evidence.map(({ file }) => file))];
  const doubts = files.flatMap(file => {
    const difference = differing.get(file);
    return difference ? [fill(stringsIn(locale).doubt[difference], { file: cleanLine(file, NAME_LENGTH) })] : [];
  });
  return doubts.length > 0 ? { doubts } : {};
}

/** A backtick of the node would end or begin a `code` of ours. */
function cleanParams(params: Params): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : cleanLine(value, PARAM_LENGTH).replaceAll('`', "'"),
    ]),
  );
}
