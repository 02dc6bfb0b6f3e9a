import { type Judged, reportIn } from '../analyze.js';
import type { Bundle } from '../bundle.js';
import { LOCALES, type Locale } from '../check.js';
import { readFact } from '../engine.js';
import type { BundleHeader } from '../header.js';
import { measured } from '../measures/measured.js';
import { cleanLine } from '../report/clean-text.js';
import type { Report } from '../report/report.js';
import { fill, stringsIn } from '../report/strings.js';
import { type Change, changesOfBoth } from './change.js';
import { COMPARISON_VERSION, type Comparison, type Comparisons } from './comparison.js';
import { findingChanges } from './finding-changes.js';
import { limitChanges } from './limit-changes.js';
import { settingChanges } from './setting-changes.js';

const MAX_CHANGES = 1000;
const LENGTH = 500;
/** Between two readings of the time since boot, clocks are set. */
const BOOT_TOLERANCE_MS = 120_000;

const VERSIONS = ['kind', 'kubeletVersion', 'runtime', 'os', 'kernel', 'systemd'] as const;

/** What is different in the second of two judged bundles. Every text from the nodes in it is clean. */
export function compare(first: Judged, second: Judged, locale: Locale): Comparison {
  const [before, after] = [reportIn(first, locale), reportIn(second, locale)];
  const settings = settingChanges(first.bundle, second.bundle);
  const changes = [
    ...changesOfBoth(versionsOf(before), versionsOf(after), { kind: 'version' }),
    ...limitsOf(first.bundle, second.bundle, locale),
    ...settings.changes,
  ];
  return {
    comparisonVersion: COMPARISON_VERSION,
    generator: after.generator,
    locale,
    before: bundleOf(before),
    after: bundleOf(after),
    remarks: remarksOn(first.bundle, second.bundle, before, after),
    findings: findingChanges(before, after),
    changes: changes.slice(0, MAX_CHANGES).map(cleanChange),
    moreChanges: Math.max(0, changes.length - MAX_CHANGES),
    notCompared: settings.notCompared.map(entry => cleanLine(entry, LENGTH)),
  };
}

/** The same in all languages of the reports, this one first. */
export function compareIn(first: Judged, second: Judged, locale: Locale): Comparisons {
  const others = LOCALES.filter(other => other !== locale);
  return [compare(first, second, locale), ...others.map(other => compare(first, second, other))];
}

function bundleOf({ bundle, node, summary }: Report): Comparison['before'] {
  return { bundle, node, summary };
}

function remarksOn(first: Bundle, second: Bundle, before: Report, after: Report): Comparison['remarks'] {
  const [was, is] = [before.node, after.node];
  const name = ({ name, hostname }: Report['node']) => name ?? hostname;
  const otherNode = name(was) !== undefined && name(is) !== undefined && name(was) !== name(is);
  const [then, now] = [was, is].map(({ collectedAt }) => Date.parse(collectedAt ?? ''));
  const wrongOrder = then !== undefined && now !== undefined && now < then;
  const rebooted = !otherNode && startedAnew(first.header, second.header);
  return [
    ...(otherNode ? (['other-node'] as const) : []),
    ...(wrongOrder ? (['wrong-order'] as const) : []),
    ...(rebooted ? (['rebooted'] as const) : []),
    ...(before.coverage.complete && after.coverage.complete ? [] : (['incomplete'] as const)),
  ];
}

/** By the number that the kernel gives itself at each start, otherwise by when that must have been. */
function startedAnew(before: BundleHeader | undefined, after: BundleHeader | undefined): boolean {
  if (!before || !after) return false;
  const [was, is] = [before.node.bootId, after.node.bootId];
  if (was !== undefined && is !== undefined) return was !== is;
  // Not a number where a bundle does not tell, which is no difference.
  const bootOf = ({ startedAt = '', uptimeSeconds = Number.NaN }: BundleHeader) =>
    Date.parse(startedAt) - uptimeSeconds * 1000;
  return Math.abs(bootOf(after) - bootOf(before)) > BOOT_TOLERANCE_MS;
}

function versionsOf({ node, locale }: Report): ReadonlyMap<string, string> {
  const { labels } = stringsIn(locale);
  const words = {
    kind: 'kind',
    kubeletVersion: 'kubelet',
    runtime: 'runtime',
    os: 'os',
    kernel: 'kernel',
    systemd: 'systemd',
  };
  return new Map(
    VERSIONS.flatMap(key => {
      const value = node[key];
      return value === undefined ? [] : [[labels[words[key]] ?? key, value] as const];
    }),
  );
}

function limitsOf(before: Bundle, after: Bundle, locale: Locale): Change[] {
  const { limits, wholeNode } = stringsIn(locale).comparison;
  return limitChanges(readFact(before, measured) ?? [], readFact(after, measured) ?? [], (kind, name = wholeNode) =>
    fill(limits[kind], { name }),
  );
}

function cleanChange({ kind, entry, key, before, after }: Change): Change {
  return {
    kind,
    ...(entry !== undefined && { entry: cleanLine(entry, LENGTH) }),
    key: cleanLine(key, LENGTH),
    ...(before !== undefined && { before: cleanLine(before, LENGTH) }),
    ...(after !== undefined && { after: cleanLine(after, LENGTH) }),
  };
}
