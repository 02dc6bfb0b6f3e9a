import type { Redaction } from './redactions.js';

const ALONE = '(^|[^A-Za-z0-9])';

/** Secrets that are told by their form, whatever they are called. */
export const secretForms: readonly Redaction[] = [
  { id: 'bearer-token', keep: '[Bb]earer +', hide: '[A-Za-z._~+/-]*[0-9][A-Za-z0-9._~+/=-]*' },
  { id: 'url-password', keep: `://[^:/@< \t"']*:`, hide: `[^/ \t"'<][^/ \t"']*`, after: '@' },
  // https://TOKEN@git.example.com
  { id: 'url-password', keep: '://', hide: '[A-Za-z0-9_-]{20,}', after: '@' },
  {
    id: 'jwt',
    keep: '(^|[^A-Za-z0-9_-])',
    hide: 'eyJ[A-Za-z0-9_-]{10,}[.]eyJ[A-Za-z0-9_-]{10,}[.][A-Za-z0-9_-]*',
  },
  // In base64: a docker login, {"auths":, {"username": and the like; a kubeconfig.
  { id: 'docker-auth', keep: '(^|[^A-Za-z0-9_-])', hide: 'eyJ(hdXRo|1c2VybmFtZSI6|wYXNzd29yZCI6)[A-Za-z0-9+/=_-]+' },
  {
    id: 'kubeconfig',
    keep: '',
    hide: 'YXBpVmVyc2lvbjogdjEK(a2luZDogQ29uZmln|Y2x1c3RlcnM6)[A-Za-z0-9+/=]*',
  },
  { id: 'aws-key', keep: ALONE, hide: '(AKIA|ASIA)[0-9A-Z]{16}' },
  { id: 'aliyun-key', keep: ALONE, hide: 'LTAI[0-9A-Za-z]{12,30}' },
  { id: 'gcp-key', keep: ALONE, hide: '(AIza[0-9A-Za-z_-]{35}|ya29[.][A-Za-z0-9_-]{20,}|1//0[A-Za-z0-9_-]{10,})' },
  { id: 'tencent-key', keep: ALONE, hide: 'AKID[0-9A-Za-z]{32}' },
  { id: 'age-key', keep: '', hide: 'AGE-SECRET-KEY-1[0-9A-Z]{50,}' },
  { id: 'ceph-key', keep: '(^|[^A-Za-z0-9+/])', hide: 'AQ[A-Za-z0-9+/]{36}==' },
  { id: 'password-hash', keep: '', hide: '\\$(1|2[abxy]|5|6|7|gy|y)\\$[./A-Za-z0-9=,$]{20,}' },
  // Slack, GitHub, GitLab, npm, Docker Hub, Vault, Tailscale.
  {
    id: 'service-token',
    keep: ALONE,
    hide: `(${[
      'xox[abeoprs]-[A-Za-z0-9-]{10,}',
      'github_pat_[A-Za-z0-9_]{20,}',
      'gh[opusr]_[A-Za-z0-9]{20,}',
      'gl(pat|cbt|dt|ft|ptt|rt|soat|agent)-[A-Za-z0-9_-]{16,}',
      'npm_[A-Za-z0-9]{30,}',
      'dckr_pat_[A-Za-z0-9_-]{20,}',
      'hv[bs][.][A-Za-z0-9_-]{20,}',
      'tskey-[a-z]{2,10}-[A-Za-z0-9-]{10,}',
    ].join('|')})`,
  },
  { id: 'service-token', keep: 'hooks[.]slack[.]com/[a-z]{1,20}/', hide: '[A-Za-z0-9_-][A-Za-z0-9/_-]*' },
  { id: 'service-token', keep: '', hide: '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}' },
  { id: 'rancher-token', keep: '(kubeconfig-[a-z]{1,4}|token)-[a-z0-9]{5,12}:', hide: '[a-z0-9]{40,}' },
];

/**
 * `abcdef.0123456789uvwxyz`, of kubeadm. One of the sixteen is no hex digit, or it would be the name of an event,
 * `node01.17d3f3c2a9b8e6f0`; of a million tokens two have none.
 */
export const bootstrapToken: Redaction = {
  id: 'bootstrap-token',
  keep: '(^|[^A-Za-z0-9._/-])',
  hide: `[a-z0-9]{6}[.](${Array.from({ length: 16 }, (_, i) => `[0-9a-f]{${i}}[g-z][a-z0-9]{${15 - i}}`).join('|')})`,
};
