/**
 * What never leaves a node. `keep` and `after` stay, `hide` becomes `<redacted:id>`.
 *
 * Patterns are the subset that JavaScript and `sed -E` read alike, so that every collector masks the
 * same: classes, groups, `|`, `+ * ?` and `{m,n}`; no `.`, `\d`, `\w`, lookaround or lazy quantifiers.
 * Alternatives exclude each other, because sed takes the longest and JavaScript the first. A pattern
 * works within one line. test/redaction.test.ts runs every rule through both.
 */
export interface Redaction {
  readonly id: string;
  readonly keep: string;
  readonly hide: string;
  readonly after?: string;
}

/** Names of settings that hold a secret, in any case, with `-`, `_`, `.` or nothing where a `-` stands. */
const WORDS = [
  'password',
  'passwd',
  'passphrase',
  'token',
  'secret',
  'secret-key',
  'access-key',
  'api-key',
  'private-key',
  'client-key-data',
  'fastopen-key',
];
const SECRET = `(${[...WORDS.map(anyCase), '[-_][Pp][Ww][Dd]'].join('|')})`;
/** `auth` names so much else that it counts only where a configuration file assigns a quoted value to it. */
const SECRET_OR_AUTH = SECRET.replace(/\)$/, '|[Aa]uth)');

const IN_DOUBLE_QUOTES = '([^"\\\\]|\\\\[^\x01])+';
const IN_SINGLE_QUOTES = "[^']+";
const IN_ESCAPED_QUOTES = '[^"\\\\]+(\\\\+[^"\\\\]+)*';
const BARE = `[^ \t"'\\\\]+(\\\\+[^ \t"'\\\\]+)*`;

const credential = (keep: string, hide: string): Redaction => ({ id: 'credential', keep, hide });

export const redactions: readonly Redaction[] = [
  // A key within one line, as JSON and logs hold it. Keys of several lines: see redact.ts.
  {
    id: 'private-key',
    keep: '-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----',
    hide: '[^-]+(-[^-]+)*',
    after: '-----END',
  },
  {
    id: 'private-key',
    keep: '-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----',
    hide: `[^\r <"',][^\x01]*`,
  },
  // The same in base64, as kubeconfigs and Secrets hold it.
  {
    id: 'private-key',
    keep: '',
    hide: 'LS0tLS1CRUdJTi(BSU0EgUFJJVkFURSBLRVk|BQUklWQVRFIEtFWS|BFQyBQUklWQVRFIEtFWS)[A-Za-z0-9+/=]*',
  },
  { id: 'k3s-token', keep: '', hide: `K10[0-9a-f]{10,}::[^ \t"',]*` },
  {
    id: 'datastore-password',
    keep: `${anyCase('datastore-endpoint')}["']?[ =:]+["']?[a-z]*://`,
    hide: `[^ \t"']*`,
    after: '@',
  },
  { id: 'authorization', keep: `[Aa]uthorization["']?[:=] *["']?(Basic|Bearer|Token) +`, hide: `[^ \t"',]+` },

  credential(`${SECRET_OR_AUTH}["'] *: *"`, IN_DOUBLE_QUOTES),
  credential(`${SECRET_OR_AUTH}["'] *: *'`, IN_SINGLE_QUOTES),
  credential(`${SECRET_OR_AUTH}\\\\+" *: *\\\\+"`, IN_ESCAPED_QUOTES),
  credential(`${SECRET}\\\\*" *: *`, '[0-9][^ ,}]*'),
  credential(`${SECRET_OR_AUTH} *= *"`, IN_DOUBLE_QUOTES),
  credential(`${SECRET_OR_AUTH} *= *'`, IN_SINGLE_QUOTES),
  credential(`${SECRET_OR_AUTH} *= *\\\\+"`, IN_ESCAPED_QUOTES),
  // Environment="K3S_TOKEN=two words"
  credential(`"[A-Za-z0-9_.-]{0,64}${SECRET}=`, IN_ESCAPED_QUOTES),
  credential(`'[A-Za-z0-9_.-]{0,64}${SECRET}=`, IN_SINGLE_QUOTES),
  credential(`${SECRET}=`, BARE),
  credential(`${SECRET} += +`, BARE),
  // The environment of a container: {"name":"DB_PASSWORD","value":"x"}
  credential(`${SECRET}" *, *"value" *: *"`, IN_DOUBLE_QUOTES),
  // YAML. In the middle of a line a colon mostly ends a sentence: `serviceaccount/token: no such file`.
  credential(`^[ -]*[A-Za-z0-9_.-]{0,64}${SECRET_OR_AUTH} *: +`, '[^ |>{[][^\x01]*'),
  credential(`${anyCase('password')}: +`, `[^ \t"',]+`),
  credential('([Tt]oken|[Ss]ecret): +', '[A-Za-z_-]*[0-9][A-Za-z0-9._+=-]{7,}'),
  // --token value, as process lists and unit files hold it, and "--token","value"
  credential(`--[A-Za-z0-9-]{0,40}${SECRET} +["']?`, `[^ \t"'-][^ \t"']*`),
  credential(`--[A-Za-z0-9-]{0,40}${SECRET}\\\\*" *, *\\\\*"`, IN_ESCAPED_QUOTES),

  { id: 'bearer-token', keep: '[Bb]earer +', hide: '[A-Za-z._~+/-]*[0-9][A-Za-z0-9._~+/=-]*' },
  { id: 'url-password', keep: `://[^:/@< \t"']*:`, hide: `[^@/ \t"']+`, after: '@' },
  {
    id: 'jwt',
    keep: '(^|[^A-Za-z0-9_-])',
    hide: 'eyJ[A-Za-z0-9_-]{10,}[.]eyJ[A-Za-z0-9_-]{10,}[.][A-Za-z0-9_-]*',
  },
  { id: 'bootstrap-token', keep: '(^|[^A-Za-z0-9._/-])', hide: '[a-z0-9]{6}[.][a-z0-9]{16}' },
  { id: 'aws-key', keep: '(^|[^A-Za-z0-9])', hide: '(AKIA|ASIA)[0-9A-Z]{16}' },
  { id: 'aliyun-key', keep: '(^|[^A-Za-z0-9])', hide: 'LTAI[0-9A-Za-z]{12,30}' },
  { id: 'gcp-key', keep: '(^|[^A-Za-z0-9])', hide: 'AIza[0-9A-Za-z_-]{35}' },
];

/** A line after which the lines of a key follow, up to one that matches KEY_ENDS, at most KEY_MAX_LINES. */
export const KEY_BEGINS = `-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----[ "',\r]*$`;
export const KEY_ENDS = '-----END [A-Z0-9 ]*PRIVATE KEY-----';
/** A key of 8192 bits has 100 lines. An end that never comes must not cost the rest of a log. */
export const KEY_MAX_LINES = 120;

/** `--token`: the next word of an argument list is a secret. */
export const SECRET_FLAG = `^--?[A-Za-z0-9-]{0,40}${SECRET}$`;

function anyCase(word: string): string {
  return [...word].map(c => (c === '-' ? '[-_.]?' : `[${c.toUpperCase()}${c}]`)).join('');
}
