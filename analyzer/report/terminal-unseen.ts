import { cleanLine } from './clean-text.js';
import type { Paint } from './paint.js';
import type { Report } from './report.js';
import { counted, fill, type Strings } from './strings.js';
import { clip, wrap } from './text-width.js';
import type { View } from './view.js';
import { problemText, viewUnseen } from './view-unseen.js';

/** Of the reasons for each; the report has all. */
const MAX_REASONS = 3;
/** A sentence of more lines is for the report. */
const MAX_LINES = 3;

/** What we could not see, why, and what to ask for. */
export function unseenLines(report: Report, view: View, width: number, paint: Paint, strings: Strings): string[] {
  const { none, items } = viewUnseen(report, strings);
  const { page, labels } = strings;
  const wrapped = (text: string, left: string) => {
    const lines = wrap(cleanLine(text), width - left.length).map(line => `${left}${line}`);
    return lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES - 1), `${left}…`] : lines;
  };
  const clipped = (lines: readonly string[]) => lines.map(line => `    ${clip(cleanLine(line), width - 4)}`);
  const details = {
    incomplete: [],
    change: [],
    unused: unusedOf(report).flatMap(line => wrapped(line, '    ')),
    unknown: clipped(shortened(reasonsOf(view), report, strings)),
    notCollected: clipped(shortened(outcomesOf(view, strings), report, strings)),
    logsCut: clipped([cutLogs(report)]),
  } as const;
  const asks = view.unseen.asks.flatMap(({ specs }) => specs).join(', ');
  return [
    '',
    paint('strong', page['unseen'] ?? ''),
    ...(none ? wrapped(page['allSeen'] ?? '', '  ') : []),
    ...items
      // Said at the top.
      .filter(({ what }) => what !== 'incomplete')
      .flatMap(({ what, status, text, detail }) => [
        ...wrapped(text, '  ').map(line => (status === 'warning' ? paint('warning', line) : line)),
        ...(what === 'change' ? wrapped(detail, '    ') : details[what]),
      ]),
    ...(asks === '' ? [] : [...wrapped(`» ${labels['asks']}: ${asks}`, '  '), ...wrapped(view.unseen.how, '    ')]),
  ];
}

/** `5 × logs/containerd.log is empty.` */
function reasonsOf({ gaps }: View): string[] {
  return gaps.reasons.map(({ reason, checks }) => `${checks.length} × ${reason}`);
}

/** `timed out (killed after 20 s): kubernetes/events, kubernetes/describe-node` */
function outcomesOf({ gaps }: View, { reasonWithDetail }: Strings): string[] {
  return gaps.notCollected.map(({ specs, outcome, reason }) => {
    const why = reason === '' ? outcome : fill(reasonWithDetail, { reason: outcome, detail: reason });
    return `${why}: ${specs.join(', ')}`;
  });
}

function unusedOf({ coverage }: Report): readonly string[] {
  return coverage.problems
    .filter(({ kind }) => kind !== 'cut-off')
    .slice(0, MAX_REASONS)
    .map(problemText);
}

function cutLogs({ coverage }: Report): string {
  const cut = coverage.logs.filter(log => log.cut || log.suppressed > 0);
  return cut.map(({ file }) => file).join(', ');
}

function shortened(lines: readonly string[], { locale }: Report, { counts }: Strings): readonly string[] {
  const rest = lines.length - MAX_REASONS;
  return rest > 0 ? [...lines.slice(0, MAX_REASONS), counted(counts.moreReasons, rest, locale)] : lines;
}
