import { type Following, followings, KEY_BEGINS, KEY_ENDS, KEY_MAX_LINES } from './following-lines.js';
import { HINT_FORM, HINTS, type Redaction, redactions } from './redactions.js';

/**
 * The rules as a script for `sed -E`, to be run with LC_ALL=C. It masks what redact.ts masks. The hold space
 * remembers what a line says of those that follow: a letter of following-lines.ts and its indentation.
 */
export function redactionSed(): string {
  return [
    ':top',
    `/${[...HINTS.map(hint), HINT_FORM].join('|')}/!b state`,
    ...redactions.map(substitution),
    ':state',
    'x',
    '/./!{',
    'x',
    'b look',
    '}',
    ...followings.filter(({ lasts }) => lasts === 'next').flatMap(maskNext),
    ...maskDeeper(),
    ':look',
    ...followings.flatMap(begin),
    ...keyLines(),
    ':end',
  ].join('\n');
}

function substitution({ id, keep, hide, after = '', where }: Redaction): string {
  const rule = `s#(${keep})${hide}${after}#\\1<redacted:${id}>${after}#g`;
  return where === undefined ? rule : `/${where}/${rule}`;
}

/** In any case, and nothing in it means more than itself. */
function hint(word: string): string {
  const letter = (c: string) => (/[a-z]/.test(c) ? `[${c.toUpperCase()}${c}]` : c);
  return [...word].map(c => (c === '/' ? '\\/' : /[.$?]/.test(c) ? `[${c}]` : letter(c))).join('');
}

/** The pattern space holds the state, the hold space the line. */
function maskNext({ state, masks, id }: Following): string[] {
  return [`/^${state}/{`, 's/.*//', 'x', ...masks.map(mask => maskOnce(mask, id)), 'b look', '}'];
}

/** The same. One blank after the other is taken from both, to see which of them has more. */
function maskDeeper(): string[] {
  return [
    'G',
    'h',
    ':indent',
    's/^([a-z]) (.*\\n) /\\1\\2/',
    't indent',
    '/^[a-z] *\\n *$/b inside',
    '/^[a-z]\\n /b inside',
    'x',
    's/^.*\\n//',
    'x',
    's/.*//',
    'x',
    'b look',
    ':inside',
    'x',
    'h',
    ...followings
      .filter(({ lasts }) => lasts === 'deeper')
      .flatMap(({ state, masks, id }) => [
        `/^${state}/{`,
        's/^.*\\n//',
        ...masks.map(mask => maskOnce(mask, id)),
        'b masked',
        '}',
      ]),
    ':masked',
    'x',
    's/\\n.*//',
    'x',
    'b end',
  ];
}

function maskOnce({ keep, hide, rest }: Following['masks'][number], id: string): string {
  const rests = (`(${keep})${hide}`.replaceAll('\\(', '').match(/\(/g) ?? []).length + 1;
  return `s#(${keep})${hide}(${rest})#\\1<redacted:${id}>\\${rests}#`;
}

/** Remembers the state and how far the line is indented. */
function begin({ state, names }: Following): string[] {
  return [`/${names}/{`, 'h', `s/^([ -]*).*/${state}\\1/`, 'y/-/ /', 'x', 'b end', '}'];
}

/** Drops the lines of a key. The hold space counts them, one x a line. */
function keyLines(): string[] {
  return [
    `/${KEY_BEGINS}/{`,
    'a\\',
    '<redacted:private-key>',
    'n',
    'x',
    's/.*//',
    'x',
    ':key',
    `/${KEY_ENDS}/{`,
    'x',
    's/.*//',
    'x',
    'b top',
    '}',
    'x',
    's/^/x/',
    `/^x{${KEY_MAX_LINES + 1}}/{`,
    's/.*//',
    'x',
    'b top',
    '}',
    'x',
    '$d',
    'N',
    's/^.*\\n//',
    'b key',
    '}',
  ];
}
