import type { Suspect } from '../../bundle/manifest.js';
import { ownCopy } from '../limits/own-copy.js';
import { anyCase } from './secret-names.js';

/** What a random string consists of. */
export const RANDOM = 'A-Za-z0-9+/_-';
const NAMES = [
  'passwor',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'credential',
  'api-key',
  'access-key',
  'private-key',
];
const SHORT = `(^|[^A-Za-z])(${anyCase('key')}|${anyCase('auth')})([_.-][A-Za-z_.-]{0,20})?`;
const NAMED = `((${NAMES.map(anyCase).join('|')})[A-Za-z_.-]{0,20}|${SHORT})`;
const GIVEN = `["'\\\\]*[:= \t]{1,3}["'\\\\]*`;

/**
 * Patterns as in redactions.ts, of what looks like a secret that no rule knows: a name that speaks of one and right
 * behind it a long string, which has capitals, small letters and digits (ALSO), or is hexadecimal.
 */
export const SUSPECT = `${NAMED}${GIVEN}[A-Za-z0-9+][${RANDOM}]{19,}`;
export const ALSO: readonly string[] = ['[0-9]', '[A-Z]', '[a-z]'].map(one => `${one}[${RANDOM}]*$`);
export const SUSPECT_HEX = `(${['passwor', 'secret', 'token'].map(anyCase).join('|')})[A-Za-z_.-]{0,20}${GIVEN}[0-9a-f]{32,}`;
/** Of one entry. */
export const MAX_SUSPECTS = 5;

const suspect = new RegExp(SUSPECT);
const suspectHex = new RegExp(SUSPECT_HEX);
const also = ALSO.map(pattern => new RegExp(pattern));

/** Whether it is worth to look at each line. Of masked text. */
export function maySuspect(text: string): boolean {
  return suspect.test(text) || suspectHex.test(text);
}

/** What a line of masked text still shows. `lineNumber` from 1. */
export function suspectIn(line: string, lineNumber: number): Suspect | undefined {
  const [mixed = ''] = suspect.exec(line) ?? [];
  const found = mixed !== '' && also.every(one => one.test(mixed)) ? mixed : (suspectHex.exec(line)?.[0] ?? '');
  if (found === '') return undefined;
  const name = /[A-Za-z][A-Za-z_.-]*/.exec(found)?.[0] ?? '';
  const length = found.length - found.search(new RegExp(`[${RANDOM}]*$`));
  return { line: lineNumber, looksLike: ownCopy(`a random string of ${length} characters after "${name}"`) };
}
