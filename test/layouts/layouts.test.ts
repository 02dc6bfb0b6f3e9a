import path from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { judgeAll } from '../../analyzer/analyze.js';
import type { CheckResult } from '../../analyzer/engine.js';
import { LAYOUTS, layoutOf } from '../../analyzer/layouts/layouts.js';
import { hasPlaceFor } from '../../analyzer/layouts/plan.js';
import type { Spec } from '../../bundle/spec.js';
import { df } from '../../bundle/specs/disk.js';
import { describeNode, nodeJson } from '../../bundle/specs/kubernetes.js';
import { dmesg, kernelJournal } from '../../bundle/specs/logs.js';
import { rke2KubeletLog } from '../../bundle/specs/runtime.js';
import { chronyTracking } from '../../bundle/specs/time.js';
import { unitJournal } from '../../bundle/specs/units.js';
import { golden } from '../support.js';
import {
  foreignFixtures,
  judgeForeign,
  LAYOUT_FIXTURES,
  type Packing,
  printNodes,
  readdirDeep,
  withForeign,
} from './foreign-bundles.js';

/** What is broken on the node of every fixture, and what tells of it. */
const PLANTED: readonly { readonly check: string; readonly told: readonly Spec[] }[] = [
  { check: 'disk/filesystems-not-full', told: [df] },
  { check: 'ntp/clock-offset-small', told: [chronyTracking] },
  { check: 'memory/no-system-oom', told: [kernelJournal, dmesg] },
  { check: 'node-status/ready', told: [nodeJson, describeNode] },
  {
    check: 'pleg/healthy',
    told: [unitJournal.kubelet, unitJournal.k3s, rke2KubeletLog, nodeJson, describeNode],
  },
];

const fixtures = foreignFixtures();
const toolOf = (fixture: string) => path.dirname(fixture) as (typeof LAYOUTS)[number]['tool'];

describe('bundles of other tools', () => {
  for (const fixture of fixtures) {
    it(`${fixture}: nodes, findings and logs are as checked in`, async () => {
      const actual = printNodes(await judgeForeign(fixture, 'tar.gz'));
      expect(actual).to.equal(await golden(path.join(LAYOUT_FIXTURES, fixture, 'expected.txt'), actual));
    });

    it(`${fixture}: what is broken is found where the tool tells of it, and unknown where it does not`, async () => {
      const layout = layoutOf(toolOf(fixture));
      const judged = await judgeForeign(fixture, 'tar.gz');
      for (const { check, told } of PLANTED) {
        const statuses = judged.map(({ results }) => results.find(result => result.check === check)?.status);
        if (told.some(spec => hasPlaceFor(layout, spec))) expect(statuses, check).to.include('fail');
        else expect(statuses, check).to.not.include('pass');
      }
    });
  }

  it('each layout has a fixture', () => {
    const tools = new Set(fixtures.map(toolOf));
    expect(LAYOUTS.filter(({ tool }) => !tools.has(tool)).map(({ tool }) => tool)).to.deep.equal([]);
  });
});

describe('what a bundle of another tool does not tell', () => {
  it('is never green: what is broken passes in no bundle that lacks some of its files', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fixtures), fc.integer({ min: 0, max: 2 ** 30 }), async (fixture, seed) => {
        const whole = await judgeForeign(fixture, 'tar');
        const broken = whole.map(({ results }) => failed(results));
        const all = await readdirDeep(path.join(LAYOUT_FIXTURES, fixture));
        const isMark = (name: string) =>
          /version\.|_reports|sos_logs|collector-output|analysis|cmd\.txt|ipamd|params/.test(name);
        const without = all.filter((name, i) => !isMark(name) && ((seed >> (i % 30)) & 1) === 1);
        const rest = await withForeign(fixture, 'tar', input => judgeAll(input).catch(() => []), without);
        for (const [i, { results }] of rest.entries()) {
          if (rest.length !== whole.length) break;
          const green = results.filter(({ check, status }) => status === 'pass' && broken[i]?.has(check));
          expect(green, `${fixture} without ${without.join(', ')}`).to.deep.equal([]);
        }
      }),
      { numRuns: 8, seed: 8 },
    );
  });

  it('is unknown with the name of the tool, where it never collects it', async () => {
    const [judged] = await judgeForeign('cluster-info-dump/two-nodes', 'tar');
    const result = judged?.results.find(({ check }) => check === 'disk/filesystems-not-full');
    expect(result?.status === 'unknown' && result.missing[0]).to.deep.include({
      reason: 'never-collected',
      tool: 'cluster-info-dump',
    });
  });
});

/** Checks that found something critical: what is less is a matter of what else is known. */
function failed(results: readonly CheckResult[]): ReadonlySet<string> {
  const planted = new Set(PLANTED.map(({ check }) => check));
  return new Set(
    results.filter(({ check, status }) => status === 'fail' && planted.has(check)).map(({ check }) => check),
  );
}

describe('kinds of archives', () => {
  for (const packing of ['tar', 'tar.xz', 'tar.zst', 'zip'] satisfies Packing[]) {
    it(`${packing} is read as tar.gz is`, async () => {
      const [fixture = ''] = fixtures.filter(name => name.startsWith('sosreport/4'));
      const wanted = printNodes(await judgeForeign(fixture, 'tar.gz'));
      const actual = printNodes(await judgeForeign(fixture, packing));
      expect(actual).to.equal(wanted);
    });
  }
});
