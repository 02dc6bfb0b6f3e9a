import type { Report } from './report.js';
import { fill, type Strings } from './strings.js';
import { plainTime } from './times.js';

/** What a second collection could bring. */
export interface AsksView {
  /** When the node changed last, and whether the logs reach back to it; '' when that is not known. */
  readonly lastChange: string;
  /** What to ask for, by the reason why it is not there. */
  readonly asks: readonly { readonly reason: string; readonly specs: readonly string[] }[];
  /** How to ask, and what to do with the answer. */
  readonly how: string;
}

export function viewAsks({ coverage }: Report, strings: Strings): AsksView {
  const { lastChange, asks, asksAnew } = coverage;
  return {
    how: strings.labels[asksAnew ? 'asksAnewHow' : 'asksHow'] ?? '',
    lastChange: lastChange
      ? fill(strings.lastChange.changed, { ...lastChange, at: plainTime(lastChange.at), covered: '' })
      : '',
    asks: [...new Set(asks.map(({ reason }) => reason))].map(reason => ({
      reason,
      specs: asks.filter(ask => ask.reason === reason).map(({ spec }) => spec),
    })),
  };
}
