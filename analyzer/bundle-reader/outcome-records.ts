import type { SpecOutcome } from '../../bundle/manifest.js';
import type { Evidence } from '../fact.js';

export interface OutcomeRecord {
  readonly outcome: SpecOutcome;
  /** The line that says so. */
  readonly at: Evidence;
}

/** Outcomes by spec, in the order of the bundle. The manifest overrules the lines that were written before it. */
export interface OutcomeRecords {
  /** Both return false when not all of it was taken: there is too much. */
  addLine(path: string, outcome: SpecOutcome): boolean;
  addManifest(path: string, outcomes: readonly SpecOutcome[]): boolean;
  get(spec: string): OutcomeRecord | undefined;
  all(): readonly SpecOutcome[];
}

/** Ten times as many as there are specs. */
const MOST = 3000;
/** Of the text of an evidence. */
const MAX_TEXT = 500;

export function outcomeRecords(): OutcomeRecords {
  const lines = new Map<string, OutcomeRecord>();
  let manifest: ReadonlyMap<string, OutcomeRecord> | undefined;

  return {
    addLine(path, outcome) {
      if (lines.size >= MOST) return false;
      lines.set(outcome.spec, record(path, outcome));
      return true;
    },
    addManifest(path, outcomes) {
      manifest = new Map(outcomes.slice(0, MOST).map(outcome => [outcome.spec, record(path, outcome)]));
      return outcomes.length <= MOST;
    },
    get(spec) {
      const line = lines.get(spec);
      const overruling = manifest?.get(spec);
      // Where both say the same, the short file is the better place to look it up.
      return line && (!overruling || overruling.at.text === line.at.text) ? line : overruling;
    },
    all() {
      const specs = new Set([...(manifest?.keys() ?? []), ...lines.keys()]);
      return [...specs].flatMap(spec => (manifest?.get(spec) ?? lines.get(spec))?.outcome ?? []);
    },
  };
}

function record(file: string, outcome: SpecOutcome): OutcomeRecord {
  const text = JSON.stringify(outcome);
  return {
    outcome,
    at: { file, line: 1, text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text },
  };
}
