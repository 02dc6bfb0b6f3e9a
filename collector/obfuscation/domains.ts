import type { StandIns } from './stand-ins.js';

/** Countries whose letters also end names of files and the like: only behind three labels. */
const TWO_LETTERS =
  'ae|at|au|be|br|ca|ch|cl|cn|cz|de|dk|es|eu|fi|fr|gr|hk|hu|id|ie|il|in|it|jp|kr|mx|my|nl|no|nz|ph|pl|pt|ro|ru|sa|se|sg|th|tr|tw|ua|uk|us|vn|za';
const TOP =
  'com|net|org|edu|gov|mil|biz|io|cloud|app|xyz|top|site|online|local|lan|internal|corp|intra|intranet|localdomain|example|test|cn|de|uk|jp|kr|fr|ru|eu|nl|br|tw|hk|sg|au';
const DOMAIN = new RegExp(
  `(?<![A-Za-z0-9_.%-])(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\\.){1,8}(?:${TOP}|[A-Za-z0-9-]{1,63}\\.(?:${TWO_LETTERS}))(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])`,
  'gi',
);

/** Everybody's: they tell nothing of who asks for them, and checks go by some. */
const KEPT = [
  ...[
    'kubernetes.io',
    'k8s.io',
    'k3s.io',
    'rke2.io',
    'cattle.io',
    'rancher.io',
    'rancher.com',
    'docker.io',
    'docker.com',
  ],
  ...[
    'quay.io',
    'gcr.io',
    'ghcr.io',
    'containerd.io',
    'etcd.io',
    'coreos.com',
    'projectcalico.org',
    'tigera.io',
    'cilium.io',
  ],
  ...['istio.io', 'argoproj.io', 'fluxcd.io', 'cert-manager.io', 'prometheus.io', 'grafana.com', 'helm.sh', 'cncf.io'],
  ...[
    'nvidia.com',
    'intel.com',
    'amd.com',
    'github.com',
    'github.io',
    'githubusercontent.com',
    'golang.org',
    'kernel.org',
  ],
  ...[
    'freedesktop.org',
    'gnu.org',
    'debian.org',
    'ubuntu.com',
    'centos.org',
    'redhat.com',
    'fedoraproject.org',
    'ntp.org',
  ],
  ...['alpinelinux.org', 'opensuse.org', 'suse.com', 'google.com', 'googleapis.com', 'microsoft.com', 'cloudflare.com'],
  ...['cluster.local', 'rc.local', 'alibabacloud.com'],
];
/** Also everybody's, but what stands before them is a customer's. */
const KEPT_ENDS = [
  ...['amazonaws.com', 'aliyuncs.com', 'myqcloud.com', 'azurecr.io', 'windows.net', 'compute.internal', 'ec2.internal'],
  ...['tencentcloudcr.com', 'myhuaweicloud.com', 'google.internal'],
];
/** Under these the third label is the customer's. */
const SECOND_LEVELS = /^(?:com|net|org|gov|edu|ac|co|or|ne)$/;

/** Puts stand-ins for the domains in a text, label by label: two hosts of a domain are two hosts of its stand-in. */
export function replaceDomains(text: string, standIns: StandIns): string {
  return text.replace(DOMAIN, given => {
    const name = given.toLowerCase();
    return isBelow(name, KEPT) ? given : standIns.standIn(name, () => otherDomain(name, standIns));
  });
}

function otherDomain(name: string, standIns: StandIns): string {
  const labels = name.split('.');
  const end = KEPT_ENDS.find(kept => name === kept || name.endsWith(`.${kept}`));
  const endLabels = end?.split('.').length ?? 0;
  const twice = SECOND_LEVELS.test(labels.at(-2) ?? '') && (labels.at(-1) ?? '').length === 2 && labels.length > 2;
  const own = labels.slice(0, labels.length - (end === undefined ? (twice ? 3 : 2) : endLabels));
  const hosts = own.map(label => hostStandIn(label, standIns));
  const domain = end ?? `d-${standIns.code(`domain ${labels.slice(twice ? -3 : -2).join('.')}`)}.example`;
  return [...hosts, domain].join('.');
}

/** The same for a host name and for a label of a domain: kn1 and kn1.example.com stay one machine. */
export function hostStandIn(label: string, standIns: StandIns): string {
  // A number alone tells nobody apart: 0.pool. The address in the other was replaced already.
  if (/^\d+$|^ip(-\d{1,3}){4}$/.test(label)) return label;
  return `h-${standIns.code(`host ${label.toLowerCase()}`)}`;
}

function isBelow(name: string, domains: readonly string[]): boolean {
  return domains.some(domain => name === domain || name.endsWith(`.${domain}`));
}
