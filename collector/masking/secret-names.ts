/** Names of settings that hold a secret, in any case, with `-`, `_`, `.` or nothing where a `-` stands. */
const WORDS = [
  'password',
  'passwd',
  'passphrase',
  'token',
  'secret',
  'secret-key',
  'access-key',
  'account-key',
  'storage-key',
  'api-key',
  'auth-key',
  'join-key',
  'shared-key',
  'private-key',
  'certificate-key',
  'encryption-key',
  'client-key-data',
  'fastopen-key',
  'sshpass',
];

/** A pattern: a name ends so, `DB_PASSWORD` as well as `agent-token`. */
export const SECRET = `(${[...WORDS.map(anyCase), '[-_][Pp][Ww][Dd]', '[-_][Pp][Aa][Ss][Ss]', '[a-z]Pass'].join('|')})`;
/** `auth` names so much else that it counts only where a configuration file assigns a quoted value to it. */
export const SECRET_OR_AUTH = SECRET.replace(/\)$/, '|[Aa]uth)');

/** A pattern: at the begin of a line of YAML, what may stand before such a name. */
export const NAME_FIRST = '^ *(- +)*([A-Za-z0-9_.][A-Za-z0-9_.-]*)?';

/** `--token`: the next word of an argument list is a secret. */
export const SECRET_FLAG = `^--?[A-Za-z0-9-]{0,40}${SECRET}$`;

/** A pattern for the word in any case. */
export function anyCase(word: string): string {
  return [...word].map(c => (c === '-' ? '[-_.]?' : `[${c.toUpperCase()}${c}]`)).join('');
}

/**
 * A pattern for the rest of a line that is none of the words and begins with none of the characters in `notFirst`:
 * JavaScript could look ahead, sed cannot.
 */
export function restOtherThan(words: readonly string[], notFirst: string): string {
  const beginnings = new Set(words.flatMap(word => [...word].map((_, i) => word.slice(0, i))));
  const differs = [...beginnings].map(beginning => {
    const goesOn = words.filter(word => word.startsWith(beginning)).map(word => word.charAt(beginning.length));
    const other = `[^${[...new Set(goesOn)].join('')}${beginning === '' ? notFirst : '\x01'}]`;
    return `${beginning}${other}[^\x01]*`;
  });
  const shorter = [...beginnings].filter(beginning => beginning !== '');
  const longer = words.map(word => `${word}[^\x01]+`);
  return `(${[...differs, ...shorter, ...longer].join('|')})$`;
}
