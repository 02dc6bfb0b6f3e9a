import { cleanLine } from './clean-text.js';
import type { Paint } from './paint.js';
import type { Strings } from './strings.js';
import { clip, textWidth, wrap } from './text-width.js';
import type { CauseView } from './view-causes.js';

/** Steps of a chain that are shown; the report has all. */
const MAX_STEPS = 8;

/** What to look at first: each cause with what followed from it, and what to do about it first. */
export function causeLines(causes: readonly CauseView[], width: number, paint: Paint, strings: Strings): string[] {
  if (causes.length === 0) return [];
  return [
    '',
    paint('strong', strings.labels['causes'] ?? ''),
    ...causes.flatMap((cause, i) => oneCause(cause, `${i + 1}. `, width, paint)),
  ];
}

function oneCause(cause: CauseView, number: string, width: number, paint: Paint): string[] {
  const { title, facts, sentence, steps, fix } = cause;
  const left = ' '.repeat(textWidth(number) + 2);
  const within = width - left.length;
  const effects = steps.slice(1);
  const [first] = fix;
  const lines = [
    ...wrap(cleanLine(title), within),
    ...wrap(facts.join(' · '), within).map(line => paint('soft', line)),
    ...wrap(cleanLine(sentence), within),
    ...effects.slice(0, MAX_STEPS).flatMap(step => stepLines(step, within)),
    ...(effects.length > MAX_STEPS ? ['→ …'] : []),
    ...(first === undefined ? [] : wrap(`» ${cleanLine(first)}`, within)),
  ];
  return lines.map((line, i) => (i === 0 ? `  ${number}${line}` : `${left}${line}`));
}

/** One line each: when, what, and where it says so. */
function stepLines({ time, statement, place }: CauseView['steps'][number], width: number): string[] {
  const when = time === '' ? '' : `${time.slice(-8)} `;
  return [clip(cleanLine(`→ ${when}${statement}${place === '' ? '' : `  ${place}`}`), width)];
}
