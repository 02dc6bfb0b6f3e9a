import type { Bundle } from '../bundle.js';
import type { LogNeed } from '../fact.js';
import type { ScannedLog } from '../scan/line-scanner.js';
import { mergeMatches, searchedIn } from '../scan/merge-matches.js';

/** What each need found in the logs of one node. */
export function matchesOf(needs: readonly LogNeed[], logs: readonly ScannedLog[]): Bundle['matches'] {
  const searched = new Map([...new Set(needs.map(need => need.in))].map(source => [source, searchedIn(source, logs)]));
  const matches = new Map(needs.map(need => [need, mergeMatches(need, searched.get(need.in) ?? [])]));
  return need => {
    const found = matches.get(need);
    if (!found) throw new Error(`${need.pattern} is not among the patterns that the bundle was read with`);
    return found;
  };
}

/** See Bundle.logsOf. */
export function logsIn(logs: readonly ScannedLog[]): Bundle['logsOf'] {
  return spec => logs.filter(({ specs }) => specs.some(({ id }) => id === spec.id)).map(({ summary }) => summary);
}
