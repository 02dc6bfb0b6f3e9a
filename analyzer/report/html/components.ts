import type { Report } from '../report.js';

/** Names of components, and for each finding the indices of those that it is about. */
export interface Components {
  readonly names: readonly string[];
  readonly ofFindings: readonly (readonly number[])[];
}

/** Who speaks in a finding: by the events about it, and by the logs that its evidence comes from. */
export function componentsOf({ findings, timeline }: Report): Components {
  const byFile = new Map<string, string>();
  for (const { component, files } of timeline?.lanes ?? []) {
    // A log of several, as that of k3s, tells nothing of who spoke.
    for (const file of files) byFile.set(file, byFile.has(file) ? '' : component);
  }
  const ofEvents = new Map<number, string[]>();
  for (const { finding, component } of timeline?.events ?? []) {
    if (finding !== undefined && component) ofEvents.set(finding, [...(ofEvents.get(finding) ?? []), component]);
  }
  const found = findings.map(({ evidence }, i) => {
    const files = evidence.map(({ file }) => byFile.get(file) || nameOf(file));
    return [...new Set([...(ofEvents.get(i) ?? []), ...files])].filter(name => name !== '');
  });
  const names = [...new Set(found.flat())].sort();
  return { names, ofFindings: found.map(of => of.map(name => names.indexOf(name))) };
}

function nameOf(file: string): string {
  return /^logs\/(.+)\.log$/.exec(file)?.[1] ?? '';
}
