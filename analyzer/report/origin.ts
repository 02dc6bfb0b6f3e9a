import type { Bundle } from '../bundle.js';
import { cleanLine } from './clean-text.js';
import type { Report, ReportedOrigin } from './report.js';
import { fill, type Strings } from './strings.js';
import type { Labelled } from './view-finding.js';

const LENGTH = 500;

/** What made the bundle; undefined for one of our own. */
export function originOf({ origin, header }: Bundle): ReportedOrigin | undefined {
  if (!origin) return undefined;
  const { inferred, obfuscated, collector } = header ?? {};
  return {
    tool: origin.tool,
    ...(collector?.version !== undefined && { version: cleanLine(collector.version, LENGTH) }),
    ...(inferred && { inferred }),
    ...(obfuscated && { obfuscated }),
    ...(origin.files && { files: origin.files.map(taken => ({ ...taken, file: cleanLine(taken.file, LENGTH) })) }),
  };
}

/** What each loose file was taken for, and how sure that is, in a phrase each. */
export function takenFor(origin: ReportedOrigin | undefined, strings: Strings): readonly string[] {
  return (origin?.files ?? []).map(({ file, as, certainty, read }) => {
    if (as === undefined || certainty === undefined) return fill(strings.taken.unknown, { file });
    return fill(read ? strings.taken[certainty] : strings.taken.unread, { file, as });
  });
}

/** The same as lines of what is known of the node. */
export function viewOrigin({ origin }: Report, strings: Strings): Labelled[] {
  if (!origin) return [];
  const { labels, listSeparator } = strings;
  const assumed = [
    ...(origin.inferred ?? []).map(({ what, from }) => strings.inferred[what]?.[from] ?? what),
    ...(origin.obfuscated ? [labels['obfuscated'] ?? ''] : []),
  ];
  const files = takenFor(origin, strings);
  return [
    { label: labels['tool'] ?? '', value: [strings.tools[origin.tool], origin.version].filter(Boolean).join(' ') },
    ...(files.length > 0 ? [{ label: labels['takenFor'] ?? '', value: files.join(listSeparator) }] : []),
    ...(assumed.length > 0 ? [{ label: labels['assumed'] ?? '', value: assumed.join(listSeparator) }] : []),
  ];
}
