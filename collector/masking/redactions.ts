import { bootstrapToken, secretForms } from './secret-forms.js';
import { anyCase, NAME_FIRST, restOtherThan, SECRET, SECRET_OR_AUTH } from './secret-names.js';

/**
 * What never leaves a node. `keep` and `after` stay, `hide` becomes `<redacted:id>`.
 *
 * Patterns are the subset that JavaScript and `sed -E` read alike, so that every collector masks the
 * same: classes, groups, `|`, `+ * ?` and `{m,n}`; no `.`, `\d`, `\w`, lookaround, lazy quantifiers or
 * back-references, and no `]` in a class. Alternatives exclude each other, because sed takes the longest and
 * JavaScript the first. A pattern works within one line; what goes over several is in following-lines.ts.
 * test/redaction.test.ts runs every rule through both.
 */
export interface Redaction {
  readonly id: string;
  readonly keep: string;
  readonly hide: string;
  readonly after?: string;
  /** Only in lines that hold this. */
  readonly where?: string;
}

const IN_DOUBLE_QUOTES = '([^"\\\\]|\\\\[^\x01])+';
const IN_SINGLE_QUOTES = "[^']+";
const IN_ESCAPED_QUOTES = '[^"\\\\]+(\\\\+[^"\\\\]+)*';
const BARE = `[^ \t"'\\\\]+(\\\\+[^ \t"'\\\\]+)*`;
const WORD = `[^ \t"',<>|{}][^ \t"',]*`;
const FLAG = '--[A-Za-z0-9-]{0,40}';

const credential = (keep: string, hide: string): Redaction => ({ id: 'credential', keep, hide });

/** Of lines that hold one of HINTS, or HINT_FORM. */
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
    hide: 'LS0tLS1CRUdJTi(BSU0EgUFJJVkFURSBLRVk|BQUklWQVRFIEtFWS|BFQyBQUklWQVRFIEtFWS|BPUEVOU1NIIFBSSVZBVEUgS0VZ)[A-Za-z0-9+/=]*',
  },
  // A Secret in one line of JSON, also in a string; stringData is what a Secret alone has.
  {
    id: 'secret-data',
    where: '\\\\*"kind\\\\*" *: *\\\\*"Secret\\\\*"',
    keep: '\\\\*"data\\\\*" *: *\\{ *\\\\*"',
    hide: '[^{}<][^{}]*',
  },
  { id: 'secret-data', keep: '\\\\*"stringData\\\\*" *: *\\{ *\\\\*"', hide: '[^{}<][^{}]*' },
  { id: 'k3s-token', keep: '', hide: `K10[0-9a-f]{10,}::[^ \t"',]*` },
  {
    id: 'datastore-password',
    keep: `${anyCase('datastore-endpoint')}["']?[ =:]+["']?([a-z]*://)?`,
    hide: `[^ \t"'<]+`,
    after: '@',
  },
  {
    id: 'authorization',
    keep: `[Aa]uthorization["']? *[:=] *\\[?["']?(Basic|Bearer|Token) +`,
    hide: `[^ \t"',<][^ \t"',]*`,
  },

  credential(`${SECRET_OR_AUTH}["'] *: *"`, IN_DOUBLE_QUOTES),
  credential(`${SECRET_OR_AUTH}["'] *: *'`, IN_SINGLE_QUOTES),
  credential(`${SECRET_OR_AUTH}\\\\+" *: *\\\\+"`, IN_ESCAPED_QUOTES),
  credential(`${SECRET}\\\\*" *: *`, '[0-9][^ ,}]*'),
  credential(`${SECRET_OR_AUTH} *= *"`, IN_DOUBLE_QUOTES),
  credential(`${SECRET_OR_AUTH} *= *'`, IN_SINGLE_QUOTES),
  credential(`${SECRET_OR_AUTH} *= *\\\\+"`, IN_ESCAPED_QUOTES),
  // Environment="K3S_TOKEN=two words"
  credential(`"[A-Za-z0-9_.-]*${SECRET}=`, IN_ESCAPED_QUOTES),
  credential(`'[A-Za-z0-9_.-]*${SECRET}=`, IN_SINGLE_QUOTES),
  credential(`${SECRET}=`, BARE),
  credential(`${SECRET} += +`, BARE),
  // The environment of a container: {"name":"DB_PASSWORD","value":"x"}
  credential(`${SECRET}" *, *"value" *: *"`, IN_DOUBLE_QUOTES),
  // YAML. In the middle of a line a colon mostly ends a sentence: `serviceaccount/token: no such file`.
  credential(`${NAME_FIRST}${SECRET_OR_AUTH} *: +`, restOtherThan(['true', 'false', 'null', '""', "''"], ' |>{[<')),
  credential(`(${anyCase('password')}|${anyCase('certificate-key')}|(plain_text|hashed)_passwd): +["']?`, WORD),
  credential('([Tt]oken|[Ss]ecret): +', '[A-Za-z_-]*[0-9][A-Za-z0-9._+=-]{7,}'),
  // --token value, as process lists and unit files hold it; "--token","value"; [--token, value]; a2="--token" a3="value"
  credential(`${FLAG}${SECRET} +["']?`, `[^ \t"'<\\\\-][^ \t"']*`),
  credential(`${FLAG}${SECRET}\\\\*" *, *\\\\*"`, IN_ESCAPED_QUOTES),
  credential(`${FLAG}${SECRET}["']?, +["']?`, '[A-Za-z0-9._+/=:@~][A-Za-z0-9._+/=:@~-]*'),
  credential(`${FLAG}${SECRET}" +a[0-9]{1,3}="`, IN_DOUBLE_QUOTES),
  // Headers of HTTP, and what Go prints of a struct: {Username:x,Password:y}
  credential(`([Xx]-[A-Za-z0-9-]{0,40}|PRIVATE-|JOB-|DEPLOY-)${SECRET}: *["']?`, WORD),
  credential('[Cc]ookie: +[^ ;=<]+=', '[^"\'<][^"\']*'),
  credential('[{ ,]([A-Z][A-Za-z]*)?(Password|Token|SecretKey|AccessKey):', '[^ \t,"\'{}()&*<[][^ \t,"\'{}()]*'),
  credential(`<[A-Za-z0-9_.-]*${SECRET}>`, '[^<]+'),
  // URLs that are signed
  credential('[?&](sig|[Kk]ey|code|ticket)=', `[^ \t&"'<;]{6,}`),
  credential('[Ss]ignature=', '[A-Za-z0-9%+/=_-]{16,}'),
  // Words of one program each
  credential('(^|[^A-Za-z])(requirepass|masterauth|auth_pass) +["\']?', WORD),
  credential('login +[^ ]+ +password +', WORD),
  credential('SetCredential=[^ :=]+:', WORD),
  credential('ETCDCTL_USER=[^ :=]+:', WORD),
  credential('(REDISCLI_AUTH|[^A-Za-z-]_auth) *= *["\']?', WORD),
  credential('["\'](PSK|psk)["\'] *: *["\']', `[^"']+`),
  // user:password for curl, etcdctl, crictl, ctr
  credential(`(^|[ "'])(-u|--user|--proxy-user|--creds)[= ,"']{1,4}[A-Za-z][A-Za-z0-9._@-]*:`, WORD),
  { ...credential(`["', ]-p`, WORD), where: '(mysql|mariadb)[a-z-]*["\', ]' },
  { ...credential(`["', ]-p["', ]+`, WORD), where: 'sshpass|(docker|podman|nerdctl|registry) login' },
  { ...credential(`["', ]-a["', ]+`, WORD), where: 'redis-cli' },
  credential('-pass(in|out)? +pass:', WORD),

  ...secretForms,
  bootstrapToken,
];

/** A line that has none of these, in any case, holds nothing that `redactions` mask: most lines of a log. */
export const HINTS: readonly string[] = [
  ...[
    'pass',
    'pwd',
    'token',
    'secret',
    'key',
    'auth',
    'cookie',
    '"psk',
    "'psk",
    'data:',
    'data"',
    'stringdata',
    'datastore',
    'setcredential',
  ],
  ...[
    'bearer',
    '://',
    'eyj',
    'yxbpvm',
    'ls0tls1crudj',
    'k10',
    'credential',
    'signature=',
    '?sig=',
    '&sig=',
    '?code=',
    '&code=',
    'ticket=',
  ],
  ...['akia', 'asia', 'akid', 'ltai', 'aiza', 'ya29.', '1//0', '==', '$1$', '$2', '$5$', '$6$', '$7$', '$gy$', '$y$'],
  ...[
    'xox',
    'gho_',
    'ghp_',
    'ghu_',
    'ghs_',
    'ghr_',
    'github_pat_',
    'npm_',
    'dckr_pat_',
    'hvb.',
    'hvs.',
    ':aa',
    'slack.com',
  ],
  ...['glpat-', 'glcbt-', 'gldt-', 'glft-', 'glptt-', 'glrt-', 'glsoat-', 'glagent-', 'kubeconfig-'],
  ...['etcdctl_user', ' -u', '"-u', "'-u", '-user', '--creds', 'mysql', 'mariadb', ' login', 'redis-cli'],
];
/** Nor has it this: a bootstrap token. */
export const HINT_FORM = '[.][a-z0-9]{16}';
