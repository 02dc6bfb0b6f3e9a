import { KEY_BEGINS, KEY_ENDS, KEY_MAX_LINES, redactions } from './redactions.js';

/** The rules of redactions.ts as a script for `sed -E`, to be run with LC_ALL=C. It masks what redact.ts masks. */
export function redactionSed(): string {
  const rules = redactions.map(
    ({ id, keep, hide, after = '' }) => `s#(${keep})${hide}${after}#\\1<redacted:${id}>${after}#g`,
  );
  return [':top', ...rules, ...keyLines()].join('\n');
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
    `/${KEY_ENDS}/b top`,
    'x',
    's/^/x/',
    `/^x{${KEY_MAX_LINES + 1}}/{`,
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
