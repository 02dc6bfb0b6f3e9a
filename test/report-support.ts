import type { Bundle } from '../analyzer/bundle.js';
import { type Check, defineCheck, type Locale } from '../analyzer/check.js';
import { type CheckResult, runChecks } from '../analyzer/engine.js';
import type { Needs } from '../analyzer/fact.js';
import { reasonAbout } from '../analyzer/reasoning/reason.js';
import { buildReport } from '../analyzer/report/build.js';
import { reportNode } from '../analyzer/report/node.js';
import type { Report } from '../analyzer/report/report.js';
import type { ManifestHeader } from '../bundle/manifest.js';

/** What a node can say to break out of a report: markup, scripts, links, table cells, terminals, direction. */
export const HOSTILE = [
  '<script>document.title="owned"</script>',
  '<img src=x onerror="document.title=\'owned\'">',
  '"><a href="javascript:alert(1)">click</a>',
  '{{constructor.constructor("return 1")()}}',
  '[link](https://evil.example.com) ![i](https://evil.example.com/i.png)',
  '<https://evil.example.com> https://evil.example.com www.evil.example.com',
  '@everyone #1 ``` ~~~ `code` **bold** | cell | &lt;b&gt;',
  '\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x08\x7f \u202eabc\u2066 \u200b zero',
].join(' ');

const header: ManifestHeader = {
  format: 'nodetriage-bundle',
  version: 1,
  collector: { name: 'node', version: '0.1.0' },
  node: { name: 'n1', hostname: 'n1.example.com', kind: 'kubeadm', kindFrom: 'kubelet.service is active' },
  startedAt: '2026-11-23T20:00:00.000Z',
  utcOffsetMinutes: 480,
  uptimeSeconds: 90_000,
  user: { id: 0, name: 'root' },
};

/** A bundle with nothing in it but what is given: for results that are made by hand. */
export function bareBundle(parts: Partial<Bundle> = {}): Bundle {
  return {
    name: 'n1.tar.gz',
    header,
    finished: true,
    documents: () => [],
    outcome: () => undefined,
    outcomes: [],
    matches: () => ({ count: 0, first: undefined, last: undefined, samples: [], perMinute: new Map(), searched: [] }),
    logs: [],
    differing: new Map(),
    around: () => ({ before: [], after: [] }),
    activity: [],
    errorGroups: [],
    logsOf: () => [],
    problems: [],
    ...parts,
  };
}

type Says = { readonly found: 'The node says {what}' };

/** A check without needs that says `{what}` of the node; `report` decides whether and what it finds. */
export function saying(
  run: Check<Needs, Says>['run'],
  more: Partial<Pick<Check, 'severity' | 'explainedBy' | 'applies'>> = {},
): Check {
  const messages = {
    passed: 'All is `well`',
    failed: 'Something is broken',
    why: 'It says {what}.',
    fix: ['Stop it first.', 'Run `repair {what}` and look.'],
    doesNotApply: 'The node has none',
    findings: { found: 'The node says {what}' } as const,
  };
  const check = defineCheck({
    severity: 'critical',
    needs: {},
    messages: { en: messages, 'zh-CN': messages },
    run,
    ...more,
  });
  // As discover.ts has it: whose findings they are is forgotten.
  return check as unknown as Check;
}

/** The report of checks that are run for real on a bundle. */
export function reportOf(
  checks: Readonly<Record<string, Check>>,
  { bundle = bareBundle(), locale = 'en', more = [] }: { bundle?: Bundle; locale?: Locale; more?: CheckResult[] } = {},
): Report {
  const all = new Map(Object.entries(checks));
  const results = [...runChecks(bundle, all).filter(({ check }) => !more.some(one => one.check === check)), ...more];
  const reasoning = reasonAbout(bundle, results, all);
  return buildReport({
    bundle,
    results: reasoning.results,
    reasoning,
    checks: all,
    locale,
    version: '1.2.3',
    node: reportNode(bundle),
  });
}

/** Hostile text in every place that a bundle fills. */
export function hostileReport(locale: Locale = 'en'): Report {
  const at = { file: `logs/${HOSTILE}`, line: 7, text: HOSTILE, time: Date.parse('2026-11-23T19:00:00Z') };
  const bundle = bareBundle({
    name: HOSTILE,
    header: {
      ...header,
      node: { name: HOSTILE, hostname: HOSTILE, kind: 'other', kindFrom: HOSTILE },
      user: { id: 0, name: HOSTILE },
    },
    finished: false,
    outcomes: [
      {
        spec: `disk/${HOSTILE}`,
        outcome: 'failed',
        startedAt: header.startedAt,
        durationMs: 1,
        reason: HOSTILE,
        entries: [],
      },
    ],
    logs: [{ file: HOSTILE, lines: 3, bytes: 9, errors: 1, warnings: 0, suppressed: 2, cut: true }],
    problems: [{ kind: 'refused', entry: HOSTILE, detail: HOSTILE }],
  });
  const fires = saying((_, report) =>
    report('found', { params: { what: HOSTILE }, evidence: Array(6).fill(at), seen: { count: 9 } }),
  );
  return reportOf(
    { 'disk/not-full': fires, 'ntp/unknown': saying(() => {}), 'pids/broken': saying(() => {}) },
    {
      bundle,
      locale,
      more: [
        { check: 'ntp/unknown', status: 'unknown', missing: [{ reason: 'failed', what: HOSTILE, detail: HOSTILE }] },
        { check: 'pids/broken', status: 'error', error: HOSTILE },
      ],
    },
  );
}
