import type { Bundle } from '../bundle.js';
import type { Check } from '../check.js';
import { type CheckResult, readFact } from '../engine.js';
import { collectedAt } from '../facts/collected-at.js';
import { type Chain, chainsOf } from './chains.js';
import { type Confidence, confidenceOf } from './confidence.js';
import { firedOf } from './fired.js';
import type { Uncertainty } from './links.js';

/** What the results of all checks together say. */
export interface Reasoning {
  /** The one to look at first in front. */
  readonly chains: readonly (Chain & { readonly confidence: Confidence })[];
}

/** Logs are written by several clocks and late: what is this close may have happened in any order. */
const TOLERANCE_MS = 60_000;

/** Joins what the checks found on one bundle. Pure, and the same in every language. */
export function reasonAbout(
  bundle: Bundle,
  results: readonly CheckResult[],
  checks: ReadonlyMap<string, Check>,
): Reasoning {
  const uncertainty: Uncertainty = () => TOLERANCE_MS;
  const chains = chainsOf(firedOf(results, bundle.logs), checks, readFact(bundle, collectedAt), uncertainty);
  return {
    chains: chains.map(chain => ({ ...chain, confidence: confidenceOf(chain, results, checks, uncertainty) })),
  };
}
