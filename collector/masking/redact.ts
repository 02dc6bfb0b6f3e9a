import type { Suspect } from '../../bundle/manifest.js';
import { type Following, followings, KEY_BEGINS, KEY_ENDS, KEY_MAX_LINES } from './following-lines.js';
import { createLineFinder } from './hinted-lines.js';
import { HINT_FORM, HINTS, type Redaction, redactions } from './redactions.js';
import { SECRET_FLAG } from './secret-names.js';
import { MAX_SUSPECTS, maySuspect, suspectIn } from './suspects.js';

/** Masks one entry, given block by block; a block ends with a line. Text is latin1: one character for each byte. */
export type Redactor = (block: string) => Redacted;

export interface Redacted {
  readonly text: string;
  /** How many strings were masked, by the id of the rule. */
  readonly redactedBy: Readonly<Record<string, number>>;
  /** What was left and looks like a secret all the same; of an entry the first few. */
  readonly suspects: readonly Suspect[];
}

/** A redactor that remembers, from one block to the next, whether a secret goes on there. */
export function createRedactor(): Redactor {
  const lines = createLineMasker();
  const suspecter = createSuspecter();
  return block => {
    const hinted = findHinted(block);
    const masked = mask(hinted.text);
    const text = hinted.with(masked);
    const result = lines.goesOn() || NAMES.test(masked) ? lines.mask(text) : text;
    const redactedBy = result === block ? {} : newMarks(block, result);
    return { text: result, redactedBy, suspects: suspecter(result, maySuspect(masked)) };
  };
}

/** Masks a short text whole: a reason, standard error. */
export function redactText(text: string): string {
  return createRedactor()(text).text;
}

/** Masks the words of an argument list, `--token` and the word after it included. */
export function redactArgv(argv: readonly string[]): readonly string[] {
  return argv.map((word, i) =>
    secretFlag.test(argv[i - 1] ?? '') && !word.startsWith('-') ? '<redacted:credential>' : redactText(word),
  );
}

/** Counts lines from one block to the next. */
function createSuspecter() {
  let line = 0;
  let left = MAX_SUSPECTS;
  return (text: string, worthALook: boolean): readonly Suspect[] => {
    const first = line;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++;
    if (!worthALook || left === 0) return [];
    const found = text.split('\n').flatMap((one, i) => suspectIn(one, first + i + 1) ?? []);
    const told = found.slice(0, left);
    left -= told.length;
    return told;
  };
}

/** A small machine over the lines: what one of them says of those that follow. */
function createLineMasker() {
  let keyLinesLeft = 0;
  let following: (typeof machines)[number] | undefined;
  let indent = 0;

  const maskLine = (line: string): string | undefined => {
    if (keyLinesLeft > 0 && !keyEnds.test(line)) {
      keyLinesLeft--;
      return undefined;
    }
    keyLinesLeft = 0;
    let text = line;
    if (following) {
      const deeper = following.lasts === 'deeper' && (indentOf(line) > indent || /^ *$/.test(line));
      if (deeper || following.lasts === 'next') text = following.mask(line);
      if (deeper) return text;
      following = undefined;
    }
    following = machines.find(({ names }) => names.test(text));
    indent = /^[ -]*/.exec(text)?.[0].length ?? 0;
    if (following || !keyBegins.test(text)) return text;
    keyLinesLeft = KEY_MAX_LINES;
    return `${text}\n<redacted:private-key>`;
  };

  return {
    goesOn: () => keyLinesLeft > 0 || following !== undefined,
    mask(text: string): string {
      const ended = text.endsWith('\n');
      const lines = (ended ? text.slice(0, -1) : text).split('\n').map(maskLine);
      const kept = lines.filter(line => line !== undefined);
      return kept.join('\n') + (ended && kept.length > 0 ? '\n' : '');
    },
  };
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

const keyBegins = new RegExp(KEY_BEGINS);
const keyEnds = new RegExp(KEY_ENDS);
const secretFlag = new RegExp(SECRET_FLAG);

const machines = followings.map(({ names, lasts, masks, id }: Following) => {
  const rules = masks.map(({ keep, hide, rest }) => new RegExp(`(${keep})(?:${hide})(${rest})`));
  const mask = (line: string) => rules.reduce((text, rule) => maskOnce(text, rule, id), line);
  return { names: new RegExp(names), lasts, mask };
});

/** The last group of the rule is what stands after the secret. */
function maskOnce(text: string, rule: RegExp, id: string): string {
  return text.replace(rule, (_match, keep: string, ...more: (string | number)[]) => {
    return `${keep}<redacted:${id}>${more.at(-3) ?? ''}`;
  });
}

const NAMES = new RegExp(
  [KEY_BEGINS, ...followings.map(({ names }) => names)].join('|').replaceAll('[^', '[^\\n'),
  'm',
);

const form = new RegExp(HINT_FORM, 'y');
const findHinted = createLineFinder(HINTS, {
  after: '.',
  holds(text, at) {
    form.lastIndex = at - 1;
    return form.test(text);
  },
});

const compiled = redactions.map(rule => ({
  regex: compile(rule),
  replacement: `$1<redacted:${rule.id}>${rule.after ?? ''}`,
  where: rule.where === undefined ? undefined : new RegExp(rule.where),
}));

function mask(given: string): string {
  let text = given;
  for (const { regex, replacement, where } of compiled) {
    if (where === undefined) text = text.replace(regex, replacement);
    else if (where.test(text))
      text = text.replace(/[^\n]+/g, line => (where.test(line) ? line.replace(regex, replacement) : line));
  }
  return text;
}

/** sed sees one line at a time: no class may match a line's end here. */
function compile({ keep, hide, after = '' }: Redaction): RegExp {
  return new RegExp(`(${keep})(?:${hide})${after}`.replaceAll('[^', '[^\\n'), 'gm');
}

const MARK = /<redacted:([a-z0-9-]+)>/g;

/** The marks that were not there before. */
function newMarks(before: string, after: string): Record<string, number> {
  const counts = countMarks(after);
  for (const [id, count] of Object.entries(countMarks(before))) counts[id] = (counts[id] ?? 0) - count;
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function countMarks(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  if (text.includes('<redacted:')) for (const [, id = ''] of text.matchAll(MARK)) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}
