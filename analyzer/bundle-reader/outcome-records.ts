import type { SpecOutcome } from '../../bundle/manifest.js';
import type { Evidence } from '../fact.js';

export interface OutcomeRecord {
  readonly outcome: SpecOutcome;
  /** The line that says so. */
  readonly at: Evidence;
}

/** Outcomes by spec, in the order of the bundle. The manifest overrules the lines that were written before it. */
export interface OutcomeRecords {
  addLine(path: string, outcome: SpecOutcome): void;
  addManifest(path: string, outcomes: readonly SpecOutcome[]): void;
  get(spec: string): OutcomeRecord | undefined;
  all(): readonly SpecOutcome[];
}

/** Of the text of an evidence. */
const MAX_TEXT = 500;

export function outcomeRecords(): OutcomeRecords {
  const lines = new Map<string, OutcomeRecord>();
  let manifest: ReadonlyMap<string, OutcomeRecord> | undefined;

  return {
    addLine: (path, outcome) => void lines.set(outcome.spec, record(path, outcome)),
    addManifest(path, outcomes) {
      manifest = new Map(outcomes.map(outcome => [outcome.spec, record(path, outcome)]));
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
