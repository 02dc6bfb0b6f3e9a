import { NAME_FIRST, SECRET, SECRET_OR_AUTH } from './secret-names.js';

/**
 * Secrets that stand on the lines after the one that names them. Patterns as in redactions.ts. A line that matches
 * `names` begins a state, in which `masks` say what of the lines that follow is hidden: `next` of the one line,
 * `deeper` of all that are indented further.
 */
export interface Following {
  /** One letter: what sed remembers. */
  readonly state: string;
  readonly names: string;
  readonly lasts: 'next' | 'deeper';
  readonly masks: readonly { readonly keep: string; readonly hide: string; readonly rest: string }[];
  readonly id: string;
}

const LIST = '[ \t]*(- +)?';

export const followings: readonly Following[] = [
  {
    // '--token' \ and below 'value' \, as the installer of k3s writes units; the same in lists of YAML and JSON.
    state: 'f',
    names: `^${LIST}["']?--?[A-Za-z0-9-]*${SECRET}["']?[ ,\\\\]*$`,
    lasts: 'next',
    id: 'credential',
    masks: [
      { keep: `^${LIST}"`, hide: '([^"\\\\<]|\\\\[^\x01])([^"\\\\]|\\\\[^\x01])*', rest: '"[^\x01]*$' },
      { keep: `^${LIST}'`, hide: "[^'<][^']*", rest: "'[^\x01]*$" },
      { keep: `^${LIST}`, hide: `[^ \t"'\\\\,<-][^ \t"'\\\\,]*`, rest: '[ ,\\\\]*$' },
    ],
  },
  {
    // - name: DB_PASSWORD, and below value: x
    state: 'n',
    names: `^${LIST}["']?name["']? *: *["']?[A-Za-z0-9_.-]*${SECRET}["']?,?$`,
    lasts: 'next',
    id: 'credential',
    masks: [
      { keep: '^[ \t]*"?value"? *: *"', hide: '([^"\\\\<]|\\\\[^\x01])([^"\\\\]|\\\\[^\x01])*', rest: '"[^\x01]*$' },
      { keep: '^[ \t]*"?value"? *: *', hide: '[^ \t"<{[][^\x01]*', rest: '$' },
    ],
  },
  {
    // password: | and below the text
    state: 'b',
    names: `${NAME_FIRST}${SECRET_OR_AUTH} *: *[|>][0-9+-]*$`,
    lasts: 'deeper',
    id: 'credential',
    masks: [{ keep: '^ *', hide: '[^ <][^\x01]*', rest: '$' }],
  },
  {
    // What a Secret holds in base64.
    state: 'd',
    names: '^ *"?data"? *: *\\{?$',
    lasts: 'deeper',
    id: 'secret-data',
    masks: [
      {
        keep: '^ *"?[A-Za-z0-9._-]+"? *: *["\']?',
        hide: '(([A-Za-z0-9+/]{4}){2,}|[A-Za-z0-9+/]{2,}==?)',
        rest: '["\',]*$',
      },
    ],
  },
  {
    state: 's',
    names: '^ *"?stringData"? *: *\\{?$',
    lasts: 'deeper',
    id: 'secret-data',
    masks: [{ keep: '^ *("?[A-Za-z0-9._-]+"? *: *)?["\']?', hide: '[^ "\'<|>{}][^\x01]*', rest: '$' }],
  },
];

/** A line after which the lines of a key follow, up to one that matches KEY_ENDS, at most KEY_MAX_LINES. */
export const KEY_BEGINS = `-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[ "',\r]*$`;
export const KEY_ENDS = '-----END [A-Z0-9 ]*PRIVATE KEY-----';
/** A key of 8192 bits has 100 lines. An end that never comes must not cost the rest of a log. */
export const KEY_MAX_LINES = 120;
