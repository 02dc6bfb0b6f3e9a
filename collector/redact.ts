import { KEY_BEGINS, KEY_ENDS, KEY_MAX_LINES, type Redaction, redactions, SECRET_FLAG } from './redactions.js';

/** Masks one entry, given block by block; a block ends with a line. Text is latin1: one character for each byte. */
export type Redactor = (block: string) => { readonly text: string; readonly redactions: number };

/** A redactor that remembers, from one block to the next, whether it is inside a private key. */
export function createRedactor(): Redactor {
  let keyLinesLeft = 0;
  return block => {
    let text = block;
    for (const rule of compiled) text = text.replace(rule.regex, rule.replacement);
    if (keyLinesLeft > 0 || text.includes('PRIVATE KEY-----')) text = maskKeyLines(text);
    return { text, redactions: text === block ? 0 : countMarks(text) - countMarks(block) };
  };

  function maskKeyLines(text: string): string {
    const kept: string[] = [];
    for (const line of text.split(/(?<=\n)/)) {
      if (keyLinesLeft > 0 && !keyEnds.test(line)) {
        keyLinesLeft--;
        continue;
      }
      keyLinesLeft = 0;
      kept.push(line);
      if (!keyBegins.test(line.replace(/\n$/, ''))) continue;
      keyLinesLeft = KEY_MAX_LINES;
      kept.push(line.endsWith('\n') ? '<redacted:private-key>\n' : '\n<redacted:private-key>');
    }
    return kept.join('');
  }
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

const keyBegins = new RegExp(KEY_BEGINS);
const keyEnds = new RegExp(KEY_ENDS);
const secretFlag = new RegExp(SECRET_FLAG);

const compiled = redactions.map(rule => ({
  regex: compile(rule),
  replacement: `$1<redacted:${rule.id}>${rule.after ?? ''}`,
}));

/** sed sees one line at a time: no class may match a line's end here. */
function compile({ keep, hide, after = '' }: Redaction): RegExp {
  return new RegExp(`(${keep})${hide}${after}`.replaceAll('[^', '[^\\n'), 'gm');
}

function countMarks(text: string): number {
  return text.split('<redacted:').length - 1;
}
