import { expect } from 'chai';
import { execa } from 'execa';
import fc from 'fast-check';
import { matchesPattern } from '../bundle/entry-path.js';
import { specs } from '../bundle/specs/index.js';
import { FORBIDDEN, isForbidden } from '../collector/forbidden.js';
import { KEY_MAX_LINES } from '../collector/masking/following-lines.js';
import { createRedactor, redactArgv, redactText } from '../collector/masking/redact.js';
import { redactionSed } from '../collector/masking/redact-sed.js';

/** Stands for a secret in SECRETS: whatever holds this after masking has leaked. */
const S = 'Hunter2Xq9';
const KEY_LINES = ['MIIEpAIBAAKCAQEA', `Zm9v${S}`, 'YmFy=='];
const HEX = '0123456789abcdef0123456789abcdef';

const SECRETS = [
  `Authorization: Bearer ${S}abc._~+/-==`,
  `authorization: Basic ${S}`,
  `curl -H "Authorization: Bearer ${S}" https://example.com`,
  `K3S_TOKEN=${S}`,
  `Environment="K3S_TOKEN=${S} two words ${S}"`,
  `Environment='MYSQL_PASSWORD=a ${S}'`,
  `K3S_TOKEN='${S}' K3S_URL=https://example.com:6443`,
  `export DB_PASSWORD="a\\"b ${S}"`,
  `K10${HEX}${HEX}::server:${S}`,
  `K10${HEX}${HEX}::node:${S} rest`,
  `ExecStart=/usr/local/bin/k3s agent --token ${S} --server https://example.com:6443`,
  `k3s server --agent-token=${S} --tls-san example.com`,
  `k3s server --token "${S}"`,
  `"args":["--token","${S}","--v=2"]`,
  `{"password":"${S}","user":"a"}`,
  `{"password" : "x\\"${S}"}`,
  `msg="{\\"password\\":\\"${S}\\",\\"user\\":\\"a\\"}"`,
  `msg="login with password=${S} failed"`,
  `{"name":"DB_PASSWORD","value":"${S}"}`,
  `password: ${S}`,
  `    password: "a b ${S}"`,
  `  - secret-key: ${S}`,
  `token: ${S}`,
  `agent-token: ${S}`,
  `auth: ${S}==`,
  `"auth": "${S}=="`,
  `  auth = "${S}"`,
  `identitytoken = "${S}"`,
  `password = '${S}'`,
  `client-key-data: ${S}`,
  `AWS_SECRET_ACCESS_KEY=${S}`,
  `secretKey: ${S}`,
  `api_key=${S}`,
  `"apiKey": "${S}"`,
  `net.ipv4.tcp_fastopen_key = ${S}`,
  `net.ipv6.conf.all.stable_secret = ${S}`,
  `proxy=http://user:${S}@proxy.example.com:3128/`,
  `HTTPS_PROXY=https://:${S}@proxy.example.com`,
  `datastore-endpoint: mysql://user:a/b${S}@tcp(192.0.2.1:3306)/k3s`,
  `--datastore-endpoint=postgres://user:x@${S}@db.example.com/k3s`,
  `{"key":"-----BEGIN RSA PRIVATE KEY-----\\nMIIE${S}\\n-----END RSA PRIVATE KEY-----\\n"}`,
  `{"kind":"Secret","data":{"a":"${S}"},"stringData":{"b":"${S}"}}`,
  `--token \\\n  ${S} \\`,
  `  password: |\n    ${S}\n\n     ${S}\n  next: stays`,
  `- name: DB_PASSWORD\n  value: ${S}`,
  `<password>${S}</password>`,
  `cut -----BEGIN PRIVATE KEY-----\\nMIIE${S}`,
  `x: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0t${S}==`,
  ['-----BEGIN EC PRIVATE KEY-----', ...KEY_LINES, '-----END EC PRIVATE KEY-----', 'after the key'].join('\n'),
  ['  -----BEGIN PRIVATE KEY-----', ...KEY_LINES.map(line => `  ${line}`), '  -----END PRIVATE KEY-----'].join('\n'),
];

/** Secrets that are told by their form alone, so they cannot hold S. */
const FORMS = {
  'bootstrap-token': 'kubeadm join --discovery x abcdef.0123456789uvwxyz',
  jwt: 'got eyJhbGciOiJSUzI1NiIsImtpZCI6.eyJpc3MiOiJrdWJlcm5ldGVz.c2lnbmF0dXJl',
  'aws-key': 'id AKIAIOSFODNN7EXAMPLE.',
  'aliyun-key': 'id LTAI4FexampleEXAMPLE12',
  'gcp-key': 'id AIzaSyA-0123456789_abcdefghijklmnopqrst',
  'bearer-token': 'got Bearer abcDEF0123._~+/-==',
};

const LOOK_ALIKES = [
  `image docker.io/library/nginx@sha256:${HEX}${HEX}`,
  'pod_uid 8d3e6f3c-3c6b-4f0e-9d5e-2b8f0f6a1c11 secret "default-token-abc12"',
  `container ${HEX}${HEX} exited`,
  'Boot ID: b62c80e9-558b-4857-8b0f-f649d7576af8',
  'open /var/run/secrets/kubernetes.io/serviceaccount/token: no such file or directory',
  '/var/lib/kubelet/pods/8d3e6f3c-3c6b-4f0e-9d5e-2b8f0f6a1c11/volumes/kubernetes.io~projected/kube-api-access/token',
  'E0102 03:04:05.678901    1234 kubelet.go:1765] skipping pod synchronization - PLEG is not healthy: pleg was last seen active 3m7s ago; threshold is 3m0s',
  'E0102 03:04:05.678901    1234 reflector.go:123] object-"kube-system"/"default-token-abcde": Failed to list *v1.Secret: secrets "x" is forbidden',
  'Unable to authenticate the request due to an error: [invalid bearer token, token expired]',
  'error: token has expired; bearer authentication failed',
  '--token-ttl=24h0m0s --token-auth-file=/etc/tokens.csv --authentication-token-webhook=true',
  'tokenTTL: 24h',
  'serverTLSBootstrap: true',
  'http://192.0.2.7:8080/path@x and https://example.com:6443/healthz',
  'authorization: mode Webhook',
  'MountVolume.SetUp failed for volume "cert" : secret "tls" not found',
  'runtime.goexit() and kubelet.slice and system.slice',
  'kernel.unprivileged_userns_clone = 1',
  '-----BEGIN CERTIFICATE-----\nMIIDazCCAlOgAwIBAgIU\n-----END CERTIFICATE-----',
  'pam_unix(sudo:auth): authentication failure',
];

describe('redaction', () => {
  for (const line of SECRETS) {
    it(`masks ${JSON.stringify(line.slice(0, 90))}`, () => {
      const masked = redactText(line);
      expect(masked).not.to.include(S);
      expect(masked).to.match(/<redacted:[a-z0-9-]+>/);
    });
  }

  for (const [id, line] of Object.entries(FORMS)) {
    it(`masks a ${id} by its form`, () => expect(redactText(line)).to.include(`<redacted:${id}>`));
  }

  for (const line of LOOK_ALIKES) {
    it(`keeps ${JSON.stringify(line.slice(0, 90))}`, () => expect(redactText(line)).to.equal(line));
  }

  it('keeps what stands around a secret', () => {
    expect(redactText('proxy=http://user:pa55@proxy.example.com:3128/')).to.equal(
      'proxy=http://user:<redacted:url-password>@proxy.example.com:3128/',
    );
    expect(redactText('{"password":"x","user":"a"}')).to.equal('{"password":"<redacted:credential>","user":"a"}');
    expect(redactText('k3s agent --token x --server https://example.com')).to.equal(
      'k3s agent --token <redacted:credential> --server https://example.com',
    );
  });

  it('masks nothing twice', () => {
    const masked = [...SECRETS, ...Object.values(FORMS)].map(redactText).join('\n');
    expect(redactText(masked)).to.equal(masked);
  });

  it('masks a key that lies across two blocks, and counts it once', () => {
    const redactor = createRedactor();
    const first = redactor(`before\n-----BEGIN PRIVATE KEY-----\n${S}\n`);
    const second = redactor(`${S}\n-----END PRIVATE KEY-----\nafter\n`);
    expect(first.text + second.text).to.equal(
      'before\n-----BEGIN PRIVATE KEY-----\n<redacted:private-key>\n-----END PRIVATE KEY-----\nafter\n',
    );
    expect([first.redactedBy, second.redactedBy]).to.deep.equal([{ 'private-key': 1 }, {}]);
  });

  it('masks words of an argument list', () => {
    expect(redactArgv(['kubectl', '--token', S, '--password=x', '--v', '2'])).to.deep.equal([
      'kubectl',
      '--token',
      '<redacted:credential>',
      '--password=<redacted:credential>',
      '--v',
      '2',
    ]);
  });

  it('takes time in proportion to the line, however hostile', () => {
    const hostile = ['eyJ', 'a', '-', '--a', 'token', '://', '"', '\\', 'bearer ', 'K10', 'abcde.', '-----BEGIN '];
    const begin = performance.now();
    for (const piece of hostile) redactText(piece.repeat(500_000 / piece.length));
    expect(performance.now() - begin).to.be.below(5000);
  });

  it('is the same through sed -E', async () => {
    const longKey = ['-----BEGIN PRIVATE KEY-----', ...Array(KEY_MAX_LINES + 5).fill('notakey'), 'end'].join('\n');
    await sameThroughSed([...SECRETS, ...Object.values(FORMS), ...LOOK_ALIKES, longKey, ''].join('\n'));
  });

  it('is the same through sed -E for lines put together by chance', async () => {
    const words = [...SECRETS, ...Object.values(FORMS)].flatMap(line => line.split(/(?<=[ =:"'\\,])/));
    const marks = ['"', "'", '\\', '\\"', '=', ' = ', ': ', ' ', ',', '--', '\r', '\u00e9', '<', '@', '://', '-', '\t'];
    const word = fc.constantFrom(...words.filter(one => !one.includes('\n')), ...marks);
    const line = fc.array(word, { maxLength: 8 }).map(list => list.join(''));
    const [lines = []] = fc.sample(fc.array(line, { minLength: 5000, maxLength: 5000 }), { numRuns: 1, seed: 7 });
    await sameThroughSed(`${lines.filter(one => !one.includes('PRIVATE KEY')).join('\n')}\n`);
  });
});

describe('what is never opened', () => {
  /** openssl prints the dates of a certificate: with -noout nothing else of the file, which may hold its key as well. */
  const readsDatesOnly = (argv: readonly string[]) =>
    argv[0] === 'openssl' && argv.includes('-noout') && !argv.includes('-text') && !argv.includes('-pubkey');

  for (const spec of specs) {
    it(`${spec.id} does not reach into it`, () => {
      if (spec.kind === 'file') expect(isForbidden(spec.path)).to.equal(false);
      if (spec.kind === 'glob') expect(FORBIDDEN.filter(pattern => overlap(pattern, spec.pattern))).to.deep.equal([]);
      const commands = spec.kind === 'command' ? [spec.argv, ...spec.orElse] : [];
      for (const argv of commands) {
        if (!readsDatesOnly(argv)) expect(argv.filter(isForbidden)).to.deep.equal([]);
      }
      if (spec.kind === 'kubectl') expect(spec.args.join(' ')).not.to.match(/\bsecrets?\b/);
    });
  }

  it('holds keys, credentials and Secrets', () => {
    for (const path of [
      '/etc/rancher/k3s/k3s.yaml',
      '/etc/kubernetes/admin.conf',
      '/etc/kubernetes/pki/ca.key',
      '/etc/kubernetes/pki/etcd/ca.crt',
      '/var/lib/rancher/k3s/server/node-token',
      '/var/lib/kubelet/pods/x/volumes/token',
      '/anywhere/tls.key',
      '/etc/shadow',
    ]) {
      expect(isForbidden(path), path).to.equal(true);
    }
    expect(isForbidden('/etc/rancher/k3s/config.yaml')).to.equal(false);
  });
});

async function sameThroughSed(text: string): Promise<void> {
  for (const [program = 'sed', ...args] of [['sed'], ['busybox', 'sed']]) {
    const { stdout } = await execa(program, [...args, '-E', redactionSed()], {
      input: Buffer.from(text, 'latin1'),
      env: { LC_ALL: 'C' },
      encoding: 'buffer',
      stripFinalNewline: false,
    });
    const bySed = Buffer.from(stdout).toString('latin1').split('\n');
    expect(bySed, program).to.deep.equal(redactText(text).split('\n'));
  }
}

/** Whether there can be a path that both patterns name. */
function overlap(forbidden: string, pattern: string): boolean {
  const a = forbidden.split('/');
  const b = pattern.split('/');
  if (a.at(-1) === '**') return b.length >= a.length && a.slice(0, -1).every((segment, i) => meet(segment, b[i] ?? ''));
  return a.length === b.length && a.every((segment, i) => meet(segment, b[i] ?? ''));
}

function meet(a: string, b: string): boolean {
  if (a === '' || b === '') return a.replaceAll('*', '') === b.replaceAll('*', '');
  if (a.startsWith('*')) return meet(a.slice(1), b) || meet(a, b.slice(1));
  if (b.startsWith('*')) return meet(a, b.slice(1)) || meet(a.slice(1), b);
  return a[0] === b[0] && meet(a.slice(1), b.slice(1));
}

describe('overlap of patterns', () => {
  it('finds what both name', () => {
    expect(overlap('/etc/kubernetes/*.conf', '/etc/kubernetes/k*')).to.equal(true);
    expect(overlap('/etc/kubernetes/*.conf', '/etc/kubernetes/*.yaml')).to.equal(false);
    expect(overlap('/var/lib/kubelet/pki/**', '/var/lib/*/pki/a')).to.equal(true);
    expect(matchesPattern('/etc/kubernetes/*.conf', '/etc/kubernetes/admin.conf')).to.equal(true);
  });
});
