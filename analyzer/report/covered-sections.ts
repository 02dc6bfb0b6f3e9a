import { entryPath } from '../../bundle/entry-path.js';
import type { Spec } from '../../bundle/spec.js';
import type { Bundle } from '../bundle.js';
import type { Check, Locale } from '../check.js';
import { specsOf } from '../needs.js';
import { SECTION_IDS, type SectionId } from '../sections.js';
import { cleanLine } from './clean-text.js';
import { sectionOf } from './findings.js';
import type { CoveredSection, CoveredSource } from './report.js';
import { saidIn } from './said.js';
import { counted, type Strings } from './strings.js';
import { isoTime } from './times.js';

const LENGTH = 500;

/** For each section of the guide what its checks read, and what of that the bundle has. */
export function coveredSections(
  bundle: Bundle,
  checks: ReadonlyMap<string, Check>,
  strings: Strings,
  locale: Locale,
): CoveredSection[] {
  return SECTION_IDS.map(section => {
    const sources = specsIn(section, checks).flatMap(spec => covered(spec, bundle, strings, locale));
    return {
      section,
      whole: sources.filter(({ state, from }) => state === 'whole' && from === undefined).length,
      sources: sources.filter(({ state, from }) => state !== 'whole' || from !== undefined),
    };
  });
}

const known = new WeakMap<ReadonlyMap<string, Check>, Map<SectionId, readonly Spec[]>>();

/** What the checks of a section read: the same in every language. */
function specsIn(section: SectionId, checks: ReadonlyMap<string, Check>): readonly Spec[] {
  const bySection = known.get(checks) ?? new Map<SectionId, readonly Spec[]>();
  known.set(checks, bySection);
  let specs = bySection.get(section);
  if (!specs) {
    const own = [...checks].filter(([id]) => sectionOf(id) === section).map(([, check]) => check);
    specs = [...specsOf(own.flatMap(({ needs, onlyIf }) => [...Object.values(needs), ...(onlyIf ? [onlyIf] : [])]))];
    bySection.set(section, specs);
  }
  return specs;
}

/** What a node does not have is no source of it. */
function covered(spec: Spec, bundle: Bundle, strings: Strings, locale: Locale): CoveredSource[] {
  const outcome = bundle.outcome(spec)?.outcome;
  if (!outcome)
    return bundle.finished ? [] : [{ source: entryPath(spec), state: 'none', reason: strings.coverage.notReached }];
  if (outcome.outcome === 'missing') return [];
  const log = bundle.logs.find(({ file }) => file === entryPath(spec));
  const { outcome: word, reason } = outcome;
  const isThere = word === 'ok' || word === 'truncated';
  const cut = outcome.entries.find(entry => entry.cut)?.cut;
  const why = [
    ...(isThere && !cut ? [] : [cut ? strings.coverage[cut] : strings.outcome[word]]),
    ...(isThere || reason === undefined ? [] : [saidIn(locale, cleanLine(reason, LENGTH))]),
    ...(log?.cut ? [strings.coverage.end] : []),
    ...(log && log.suppressed > 0 ? [counted(strings.counts.suppressed, log.suppressed, locale)] : []),
  ];
  const isThereInPart = isThere || (log?.lines ?? bundle.documents(spec).length) > 0;
  const state = !isThereInPart ? 'none' : why.length > 0 ? 'part' : 'whole';
  return [
    {
      source: cleanLine(log?.file ?? entryPath(spec), LENGTH),
      state,
      ...isoTime('from', log?.from),
      ...isoTime('to', log?.to),
      ...(why.length > 0 && { reason: why.join(strings.listSeparator) }),
    },
  ];
}
