import type { Bundle } from '../bundle.js';
import type { Evidence } from '../fact.js';
import { cleanLine, cleanText } from './clean-text.js';
import type { ReportedEvidence } from './report.js';
import { isoTime } from './times.js';

const LENGTH = 2000;
const NAME_LENGTH = 500;

/** A line of the node as it is shown: clean, no longer than one reads, with the lines around it. */
export function reportEvidence(at: Evidence, bundle: Pick<Bundle, 'around'>): ReportedEvidence {
  const { before, after } = bundle.around(at);
  return { ...reportLine(at), before: before.map(shown), after: after.map(shown) };
}

/** The line alone. */
export function reportLine(at: Evidence): ReportedEvidence {
  const text = cleanText(at.text.trimEnd(), LENGTH);
  return {
    file: cleanLine(at.file, NAME_LENGTH),
    line: at.line,
    text,
    ...isoTime('time', at.time),
    before: [],
    after: [],
    ...(at.matched && matchedIn(text, at.text, at.matched)),
  };
}

function shown(line: string): string {
  return cleanText(line.trimEnd(), LENGTH);
}

/** Where the matched part is in the text that is shown: cleaning makes some characters longer. */
function matchedIn(
  shownText: string,
  text: string,
  [start, end]: readonly [number, number],
): Pick<ReportedEvidence, 'matched'> {
  const from = cleanText(text.slice(0, start), LENGTH * 2).length;
  const to = Math.min(shownText.length, from + cleanText(text.slice(start, end), LENGTH * 2).length);
  return from < to ? { matched: [from, to] } : {};
}
