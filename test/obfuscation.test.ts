import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { analyze } from '../analyzer/analyze.js';
import type { Report } from '../analyzer/report/report.js';
import { createObfuscator } from '../collector/obfuscation/obfuscator.js';
import { obfuscated } from './obfuscation-support.js';
import { fixtures, withFixture } from './support.js';

const KEY = Buffer.from('a key that is always the same');
/** Whole incidents, the healthy nodes, and some checks that go by names and addresses. STORIES=checks/… names others. */
const STORIES = process.env['STORIES']?.split(',') ?? [
  ...['healthy', 'healthy-k3s', ...inside('nodes')],
  ...['network', 'firewall', 'ip'].flatMap(section => everyThird(inside(`checks/${section}`)).map(firstThatFires)),
];

describe('findings on an obfuscated bundle', function () {
  this.timeout(120_000);
  for (const story of STORIES) {
    it(`are those on the plain one: ${story}`, async () => {
      await withFixture(path.join(fixtures, story), async bundle => {
        const plain = await analyze(bundle, { locale: 'en' });
        await obfuscated(bundle, KEY, async (other, { path: rename }) => {
          expect(told(await analyze(other, { locale: 'en' }))).to.deep.equal(told(plain, rename));
        });
      });
    });
  }
});

/** How each check was judged, what was found, when, and where the evidence lies. */
function told({ sections, findings, causes }: Report, rename = (entry: string) => entry) {
  return {
    checks: sections.flatMap(({ checks }) => checks.map(({ id, status, severity }) => `${id}: ${status} ${severity}`)),
    findings: findings.map(({ check, severity, message, firstSeen, lastSeen, count, evidence }) => ({
      ...{ check, severity, message, firstSeen, lastSeen, count },
      evidence: evidence.map(({ file, line }) => `${rename(file)}:${line}`),
    })),
    causes: causes.map(({ check, explains }) => [check, ...explains]),
  };
}

function everyThird<T>(all: readonly T[]): readonly T[] {
  return all.filter((_, i) => i % 3 === 0);
}

function firstThatFires(check: string): string {
  return inside(check).find(name => name.includes('/fires-')) ?? check;
}

function inside(folder: string): readonly string[] {
  return readdirSync(path.join(fixtures, folder)).map(name => `${folder}/${name}`);
}

describe('stand-ins', () => {
  const { text, learn, map } = createObfuscator(KEY);
  learn({ hosts: ['kn1.example.com', 'node-10', 'node-1', 'docker'], users: ['morgan', 'root'] });

  const STAY = [
    '0.0.0.0:10250 127.0.0.1 127.0.0.53 255.255.255.0 224.0.0.1 169.254.169.254 0.0.0.0/0',
    '::1 [::]:6443 :::10250 ff02::1 fe80::1 ::/0 00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 01:00:5e:00:00:01 ee:ee:ee:ee:ee:ee',
    'containerd.io-1.4.3.1-3.el7 version 1.2.3.4, v1.2.3.4 "Version": "4.0.0.1" 1.2.3.4.5 libx 1.2.3.4-1 3.10.0-1160.el7',
    '2026-05-01T10:00:00 10:00:00 00:1f.2 0000:00:1f.2 sha256:aa:bb std::string',
    'docker.service kubelet.service main.go:12 libc.so.6 kubernetes.io/hostname node.kubernetes.io/unreachable k8s.gcr.io/pause:3.2',
    'kube-dns.kube-system.svc.cluster.local docker.io/library/nginx rc.local 0.debian.pool.ntp.org',
    'waiting for response from boltdb; error for user namespaces; user: unknown; group=staff',
    'Starting docker: dockerd failed; kn10 akn1 node-100; for root from; user=root /home/ in user namespace',
  ];
  for (const line of STAY) it(`stays: ${line.slice(0, 70)}`, () => expect(text(line)).to.equal(line));

  it('gives one stand-in for one name, wherever it stands', () => {
    const host = text('kn1');
    expect(host).to.match(/^h-[a-z0-9]{8}$/);
    expect(text('KN1')).to.equal(host);
    expect(text('kube-apiserver-kn1_kube-system system:node:kn1 "kn1"')).to.equal(
      `kube-apiserver-${host}_kube-system system:node:${host} "${host}"`,
    );
    expect(text('kn1.example.com')).to.match(new RegExp(`^${host}\\.d-[a-z0-9]{8}\\.example$`));
    expect(text('node-1')).not.to.equal(text('node-10'));
    expect(text('node-10')).to.match(/^h-[a-z0-9]{8}$/);
    expect(text('/home/morgan/x morgan')).to.match(/^\/home\/(u-[a-z0-9]{8})\/x \1$/);
    expect(text('Accepted publickey for jo from')).to.match(/^Accepted publickey for u-[a-z0-9]{8} from$/);
    expect(text('Failed password for invalid user jo from')).to.match(/ invalid user u-[a-z0-9]{8} from$/);
    expect(text('2026-05-01T10:00:00+0000 docker dockerd[1]: docker')).to.match(
      /^\S+ h-[a-z0-9]{8} dockerd\[1\]: docker$/,
    );
  });

  it('keeps hosts of a domain together, and what is everybody’s', () => {
    const [a = '', b = '', c = ''] = text('a.corp.com.cn b.corp.com.cn corp.com.cn').split(' ');
    expect(a.slice(a.indexOf('.')))
      .to.equal(b.slice(b.indexOf('.')))
      .and.to.equal(`.${c}`);
    expect(text('x.cn-hangzhou.aliyuncs.com')).to.match(/\.aliyuncs\.com$/);
  });

  it('keeps the shape of networks, and the number of a host in its own', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const address = fc.tuple(fc.constantFrom(10, 172, 192, 203, 8, 39, 100), octet, octet, octet);
    fc.assert(
      fc.property(address, address, (one, other) => {
        const [a, b] = [one, other].map(parts => bitsOf(text(parts.join('.'))));
        expect(commonLength(a, b)).to.equal(commonLength(bitsOf(one.join('.')), bitsOf(other.join('.'))));
        expect(text(one.join('.')).split('.')[3]).to.equal(String(one[3]));
      }),
      { numRuns: 500 },
    );
    expect(text('10.244.0.0/16')).to.match(/^10\.\d+\.0\.0\/16$/);
    expect(text('192.168.8.0/22')).to.match(/^192\.168\.\d+\.0\/22$/);
    expect(text('10.244.3.7').split('.').slice(0, 2)).to.deep.equal(text('10.244.0.0/16').split('.').slice(0, 2));
    expect(text('2001:db8:1:2::/64'))
      .to.match(/^[23][0-9a-f:]+::\/64$/)
      .and.not.to.include('db8');
    expect(text('C0000201 (192.0.2.1)')).to.match(/^(?!C0000201)[0-9A-F]{8} \((?!192\.0\.2\.1\))\d/);
  });

  it('leaves alone what is ours in a header, whatever the node is called', () => {
    const other = createObfuscator(KEY);
    other.learn({ hosts: ['node'], users: [] });
    const header = { collector: { name: 'node' }, node: { hostname: 'node', kind: 'kubeadm' } };
    const { collector, node } = other.value(header);
    expect(collector).to.deep.equal(header.collector);
    expect(node.hostname).to.match(/^h-/);
    expect(node.kind).to.equal('kubeadm');
    expect(other.usualWords()).to.deep.equal(['node']);
  });

  it('tells in the map what stands for what', () => {
    const other = text('198.51.100.9');
    expect(map().get('198.51.100.9')).to.equal(other);
    expect(map().has('127.0.0.1')).to.equal(false);
  });

  it('takes time in proportion to the text, however hostile', () => {
    const pieces = [
      '1.',
      '1.1.1.1',
      ':',
      'a:',
      'ab:',
      'a.',
      'a-',
      'ip-1-',
      'a.com',
      'x.co.uk.',
      '/home/',
      'kn1',
      'for x from ',
    ];
    const begin = performance.now();
    for (const piece of pieces) text(piece.repeat(250_000 / piece.length));
    expect(performance.now() - begin).to.be.below(10_000);
  });
});

function bitsOf(address: string): string {
  return address
    .split('.')
    .map(part => Number(part).toString(2).padStart(8, '0'))
    .join('');
}

function commonLength(a = '', b = ''): number {
  const length = [...a].findIndex((bit, i) => bit !== b[i]);
  return length < 0 ? a.length : length;
}
