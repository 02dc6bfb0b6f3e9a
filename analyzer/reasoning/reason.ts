import type { Bundle } from '../bundle.js';
import type { Check } from '../check.js';
import { type CheckResult, readFact } from '../engine.js';
import { collectedAt } from '../facts/collected-at.js';
import { unitWords } from '../facts/units/unit-words.js';
import { type Asks, asksOf } from './asks.js';
import { type Chain, CLOSE_MS, chainsOf } from './chains.js';
import { type ClockHistory, clockHistory } from './clock.js';
import { type Confidence, confidenceOf } from './confidence.js';
import { firedOf } from './fired.js';
import { type Happening, happenings } from './happenings.js';
import { drawLinks } from './links.js';
import { standIns, withoutNeedless } from './stand-in.js';

/** What is read of a bundle beside what its checks ask for. */
export const alsoRead = { needs: { unitWords } } as const;

/** What the results of all checks together say. */
export interface Reasoning {
  /** Those of the checks, but for what turned out to be needless. */
  readonly results: readonly CheckResult[];
  /** The one to look at first in front. */
  readonly chains: readonly (Chain & { readonly confidence: Confidence })[];
  readonly clock: ClockHistory;
  /** In the order of time. */
  readonly happenings: readonly Happening[];
  /** What to collect again. */
  readonly asks: Asks;
}

/** Joins what the checks found on one bundle. Pure, and the same in every language. */
export function reasonAbout(
  bundle: Bundle,
  found: readonly CheckResult[],
  checks: ReadonlyMap<string, Check>,
): Reasoning {
  const clock = clockHistory(bundle, CLOSE_MS);
  const { uncertainty } = clock;
  const fired = firedOf(found, bundle.logs, clock.corrected);
  const links = drawLinks(fired, checks, uncertainty);
  const uncollected = standIns(fired, links, checks);
  const results = withoutNeedless(found, checks, uncollected);
  const left = new Set(results.flatMap(({ check, status }) => (status === 'fail' ? [check] : [])));
  const chains = chainsOf(
    fired.filter(({ check }) => left.has(check)),
    [...links, ...uncollected],
    readFact(bundle, collectedAt),
  );
  return {
    results,
    clock,
    happenings: happenings(bundle, results, clock),
    chains: chains.map(chain => ({ ...chain, confidence: confidenceOf(chain, results, checks, uncertainty) })),
    asks: asksOf(bundle, results),
  };
}
