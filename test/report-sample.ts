import path from 'node:path';
import { judge, reportsIn } from '../analyzer/analyze.js';
import type { Locale } from '../analyzer/check.js';
import type { ChainStep, Report, ReportedEvidence, Reports, TimelineEvent } from '../analyzer/report/report.js';
import { SECTION_IDS } from '../analyzer/sections.js';
import { fixtures, withFixture } from './support.js';

const STORY = path.join(fixtures, 'nodes/memory-runs-out-and-the-kubelet-is-killed');
const TAKEN = Date.parse('2026-11-23T20:00:00Z');
const MINUTE_MS = 60_000;

/** A time so many minutes before the bundle was taken. */
const ago = (minutes: number) => new Date(TAKEN - minutes * MINUTE_MS).toISOString();

/** The reports of a real story, in which everything is filled that a report can hold. */
export async function sampleReports(locale: Locale = 'en'): Promise<Reports> {
  const judged = await withFixture(STORY, bundle => judge(bundle, { name: 'kn1-20261123-2000.tar.gz' }));
  const [first, ...others] = reportsIn(judged, locale);
  return [filled(first), ...others.map(filled)];
}

/** A report as large as they get: `findings` findings with `bytes` of evidence in all. */
export function enlarged(report: Report, findings: number, bytes: number): Report {
  const many = Array.from({ length: findings }, (_, i) => {
    const like = report.findings[i % report.findings.length];
    if (!like) throw new Error('the report has no finding');
    const section = SECTION_IDS[i % SECTION_IDS.length] ?? like.section;
    const at = { firstSeen: ago(240 - (i % 200)), lastSeen: ago((i * 7) % 40) };
    const evidence = Array.from({ length: 8 }, (_, n) => surrounded(i * 100 + n + 50, bytes / findings / 8 / 21));
    return { ...like, ...at, section, title: `${like.title} (${i + 1})`, evidence };
  });
  return { ...report, findings: many, summary: { ...report.summary, critical: findings - 2 } };
}

function filled(report: Report): Report {
  const says = (en: string, zh: string) => (report.locale === 'en' ? en : zh);
  const indexOf = (check: string) => report.findings.findIndex(finding => finding.check === check);
  const step = (check: string, minutes: number, because?: string): ChainStep[] => {
    const finding = report.findings[indexOf(check)];
    if (!finding) throw new Error(`the story has no ${check}`);
    const { section, severity, statement, title, evidence } = finding;
    return [
      {
        ...{ check, section, severity, statement, title, finding: indexOf(check), at: ago(minutes) },
        ...(because !== undefined && { because }),
        ...(evidence[0] && { evidence: evidence[0] }),
      },
    ];
  };
  const chain = [
    ...step('memory/enough-available', 21.5),
    ...step('memory/waits-short', 14, 'memory/enough-available'),
    ...step('memory/no-system-oom', 2.3, 'memory/waits-short'),
    ...step('memory/daemons-not-killed', 2.25, 'memory/no-system-oom'),
    ...step('cpu/load-bearable', 1, 'memory/enough-available'),
  ];
  return {
    ...report,
    causes: [
      {
        ...{ check: 'memory/enough-available', section: 'memory', severity: 'critical', chain },
        title: chain[0]?.statement ?? '',
        explains: chain.slice(1).map(({ check }) => check),
        since: ago(21.5),
        fix: report.findings[indexOf('memory/enough-available')]?.fix ?? [],
        confidence: {
          level: 'medium',
          reasons: [
            says('Each step comes after the one before it.', '每一步都发生在上一步之后。'),
            says('Four findings follow from it, and none contradicts it.', '有四项结果由它引起，没有相反的证据。'),
            says('The kubelet log has a gap of 8 minutes.', 'kubelet 日志有 8 分钟的缺口。'),
          ],
        },
      },
      {
        ...{ check: 'memory/no-eviction', section: 'memory', severity: 'warning', explains: [] },
        title: report.findings[indexOf('memory/no-eviction')]?.statement ?? '',
        chain: step('memory/no-eviction', 180),
        since: ago(180),
        endedAt: ago(150),
        fix: report.findings[indexOf('memory/no-eviction')]?.fix ?? [],
        confidence: { level: 'low', reasons: [says('Nothing else follows from it.', '没有其他结果由它引起。')] },
      },
    ],
    findings: report.findings.map((finding, i) => ({
      ...finding,
      evidence:
        i === 3
          ? [...finding.evidence, ...Array.from({ length: 7 }, (_, n) => surrounded(40 + n * 30))]
          : finding.evidence,
    })),
    timeline: {
      from: ago(300),
      to: ago(0),
      events: events(says, indexOf),
      lanes: [
        lane('kubelet', 9, 220),
        lane('dockerd', 3, 40),
        lane('kernel', 6, 12),
        lane('containerd', 1, 25),
        lane('systemd', 2, 8),
      ],
      untrusted: [
        {
          from: ago(262),
          to: ago(255),
          reason: says('chrony stepped the clock by 410 s', 'chrony 将时钟拨动了 410 秒'),
        },
      ],
    },
    measures: [...(report.measures ?? []), ...measures],
    unexplained: unexplained(),
    coverage: {
      ...report.coverage,
      notCollected: [
        { spec: 'kubernetes/describe-node', outcome: 'timeout', reason: 'killed after 20 s' },
        { spec: 'kubernetes/events', outcome: 'timeout', reason: 'killed after 20 s' },
        { spec: 'disk/smart', outcome: 'denied', reason: 'EACCES' },
      ],
      logs: report.coverage.logs.map((log, i) => (i === 6 ? { ...log, cut: true, suppressed: 1204 } : log)),
      sections: report.sections.map(({ id }, i) => ({
        section: id,
        whole: 4 + (i % 9),
        sources: [
          { source: 'logs/kubelet.log', state: 'whole', from: ago(300), to: ago(0) },
          ...(i % 3 === 0
            ? ([
                {
                  source: 'logs/docker.log',
                  state: 'part',
                  from: ago(80),
                  to: ago(1),
                  reason: says('journald threw away 1,204 lines', 'journald 丢弃了 1,204 行'),
                },
              ] as const)
            : []),
          ...(i % 4 === 1
            ? ([
                {
                  source: 'kubernetes/describe-node',
                  state: 'none',
                  reason: says('did not answer within 20 s', '20 秒内未返回'),
                },
              ] as const)
            : []),
        ],
      })),
      lastChange: {
        at: ago(174),
        what: 'Ready=False',
        covered: false,
        detail: says(
          'The kubelet log begins 14 minutes before the bundle was taken; the node has been NotReady for 3 hours.',
          'kubelet 日志仅覆盖采集前 14 分钟，而节点已 NotReady 3 小时。',
        ),
      },
    },
  };
}

/** A line of the kubelet with ten lines on each side. */
function surrounded(line: number, width = 140): ReportedEvidence {
  const text = (n: number) => `2026-11-23T19:${String(n % 60).padStart(2, '0')}:12.004211+0000 kn1 kubelet[1834]: `;
  const filler = (n: number) =>
    `${text(n)}I1123 kubelet_getters.go:178] "Pod status updated" pod="kube-system/kube-proxy-${n}"`;
  const around = (n: number) => filler(n).padEnd(width, ' volume mount probe').slice(0, Math.max(40, width));
  const hit = `${text(line)}E1123 eviction_manager.go:255] "Eviction manager: failed to get summary stats" err="context deadline exceeded"`;
  return {
    file: 'logs/kubelet.log',
    line,
    time: ago(60 - (line % 60)),
    text: hit,
    matched: [hit.indexOf('failed'), hit.indexOf(' err')],
    before: Array.from({ length: 10 }, (_, i) => around(line - 10 + i)),
    after: Array.from({ length: 10 }, (_, i) => around(line + 1 + i)),
  };
}

function events(says: (en: string, zh: string) => string, indexOf: (check: string) => number): TimelineEvent[] {
  const finding = indexOf('memory/no-system-oom');
  return [
    {
      at: ago(290),
      kind: 'reboot',
      severity: 'warning',
      component: 'kernel',
      title: says('The node booted', '节点启动'),
    },
    {
      at: ago(262),
      kind: 'clock',
      severity: 'warning',
      component: 'chronyd',
      title: says('The clock was stepped by 410 s', '时钟被拨动 410 秒'),
    },
    {
      at: ago(286),
      kind: 'unit',
      component: 'systemd',
      title: says('kubelet.service started', 'kubelet.service 已启动'),
    },
    {
      at: ago(285),
      kind: 'unit',
      component: 'systemd',
      title: says('docker.service started', 'docker.service 已启动'),
    },
    {
      at: ago(40),
      until: ago(0),
      kind: 'condition',
      severity: 'critical',
      component: 'kubelet',
      title: 'MemoryPressure=True',
    },
    { at: ago(16), until: ago(0), kind: 'condition', severity: 'critical', component: 'kubelet', title: 'Ready=False' },
    {
      at: ago(21.5),
      until: ago(0),
      kind: 'finding',
      severity: 'critical',
      title: says('The node has little memory available', '节点可用内存不足'),
      finding: indexOf('memory/enough-available'),
    },
    {
      at: ago(2.3),
      kind: 'oom',
      severity: 'critical',
      component: 'kernel',
      title: says('Killed process 1834 (kubelet)', '终止了进程 1834（kubelet）'),
      finding,
    },
    {
      at: ago(12),
      kind: 'eviction',
      severity: 'warning',
      component: 'kubelet',
      title: says('Evicted default/web-0', '驱逐了 default/web-0'),
    },
    {
      at: ago(11),
      kind: 'eviction',
      severity: 'warning',
      component: 'kubelet',
      title: says('Evicted default/web-1', '驱逐了 default/web-1'),
    },
    {
      at: ago(2.3),
      kind: 'finding',
      severity: 'critical',
      component: 'kernel',
      title: says('System OOM', '系统 OOM'),
      finding,
    },
    {
      at: ago(180),
      until: ago(150),
      kind: 'finding',
      severity: 'warning',
      component: 'kubelet',
      title: says('Pods were evicted', 'Pod 被驱逐'),
      finding: indexOf('memory/no-eviction'),
    },
    { at: ago(0), kind: 'collected', title: says('The bundle was taken', '采集诊断包') },
  ];
}

/** More and more as the end draws near; the same every time. */
function lane(component: string, errors: number, lines: number) {
  const minutes = Array.from({ length: 300 }, (_, i) => {
    const wave = (Math.sin(i / 9) + Math.sin(i / 3.1) + 2.2) / 4;
    const late = i > 255 ? (i - 255) / 8 : 0;
    return [
      TAKEN / MINUTE_MS - 300 + i,
      Math.round(lines * wave) + 1,
      i % 7 === 0 || i > 260 ? Math.round(errors * late * wave) : 0,
    ] as const;
  });
  return { component, files: [`logs/${component}.log`], minutes };
}

const measures: NonNullable<Report['measures']> = [
  {
    kind: 'disk',
    label: '/var/lib/containerd (imagefs)',
    unit: 'bytes',
    used: 98_000_000_000,
    total: 107_000_000_000,
    limits: [
      { at: 96_300_000_000, name: 'imagefs.available<10%', from: 'files/var/lib/kubelet/config.yaml:7' },
      { at: 90_950_000_000, name: 'imageGCHighThresholdPercent=85', from: 'kubelet (default)' },
    ],
    evidence: {
      file: 'commands/disk/df.txt',
      line: 4,
      text: '/dev/vdb 104492096 95703125 8788971 92% /var/lib/containerd',
      before: [],
      after: [],
    },
  },
];

function unexplained(): NonNullable<Report['unexplained']> {
  return [
    {
      template: 'Failed to watch <*>: failed to list <*>: Unauthorized',
      component: 'kubelet',
      count: 418,
      firstSeen: ago(39),
      lastSeen: ago(1),
      novelty: 'new',
      sample: surrounded(912),
    },
    {
      template: 'nf_tables: transaction <*> aborted after <*> ms',
      component: 'kernel',
      count: 12,
      firstSeen: ago(18),
      lastSeen: ago(3),
      novelty: 'more',
      sample: surrounded(55),
    },
    {
      template: 'Could not resolve host <*>',
      component: 'dockerd',
      count: 3,
      firstSeen: ago(280),
      lastSeen: ago(90),
      novelty: 'usual',
      sample: surrounded(13),
    },
  ];
}
