import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { type Judged, judgeAll } from '../../analyzer/analyze.js';
import type { Tool } from '../../analyzer/bundle.js';
import { type BootedNode, withNode } from '../node/booted-node.js';
import { expectSuccess, kubeletEnds, measured, restarted, sourceAhead } from '../node/broken-nodes.js';
import { root } from '../support.js';

// One node, really booted and broken, is collected as each tool does: sos itself runs, and for the others the commands
// that they are documented to run, laid where they lay them. The same must be found of it in every bundle that tells.

const SCRIPTS = path.join(root, 'test/layouts/collectors');

/** What is broken, by the checks that find it. */
const FULL = 'disk/filesystems-not-full';
const CLOCK = 'ntp/clock-offset-small';
const DOCKER = 'docker/running';
const CGROUPS = 'kubelet/cgroup-driver-matches';
const BROKEN = [FULL, CLOCK, DOCKER, CGROUPS];

interface Collected {
  /** The script that lays it out. */
  readonly by: string;
  readonly tool: Tool;
  /** As the bundle tells it; absent when it is only told by the API server. */
  readonly hostname: string;
  readonly found: readonly string[];
  /** Of the tool, where its bundles tell it. */
  readonly version?: RegExp;
}

const COLLECTED: readonly Collected[] = [
  { by: 'sosreport', tool: 'sosreport', hostname: 'kn1', found: BROKEN, version: /^4\.9/ },
  { by: 'sosreport-clean', tool: 'sosreport', hostname: 'obfuscatedword0', found: BROKEN },
  // A service that is stopped is in no list of units; and without the Node object nothing tells that the node uses docker.
  { by: 'sosreport-old', tool: 'sosreport', hostname: 'kn1', found: [FULL, CLOCK, CGROUPS], version: /^4\.0$/ },
  { by: 'rancher', tool: 'rancher', hostname: 'kn1', found: [FULL, CGROUPS] },
  { by: 'eks', tool: 'eks', hostname: 'i-0123456789abcdef0', found: [FULL, CGROUPS] },
  { by: 'ack', tool: 'ack', hostname: 'kn1', found: [FULL, CGROUPS] },
  { by: 'k3s-diagnostics', tool: 'k3s-diagnostics', hostname: 'kn1', found: [FULL] },
  { by: 'troubleshoot', tool: 'troubleshoot', hostname: 'kn1', found: [FULL, CLOCK, CGROUPS], version: /^0\.107\.0$/ },
  { by: 'must-gather', tool: 'must-gather', hostname: 'kn1', found: [CGROUPS] },
  { by: 'cluster-info-dump', tool: 'cluster-info-dump', hostname: 'kn1', found: [] },
];

/** What programs say when they have nothing to tell: docker does not run, a list of units counts no threads. */
const NOTHING_TO_TELL = /docker info names no storage driver|tells no TasksCurrent/;

describe('a real node, collected by each tool', function () {
  // A report of sos takes 15 s, with nothing else to do for the machine.
  this.timeout(300_000);
  const judged = new Map<string, Judged>();
  let dir = '';

  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-tools-'));
    await withNode(
      async node => {
        await breakNode(node);
        // sos takes its time: two of its reports beside the third and all the others.
        const isFirst = ({ by }: Collected) => by === 'sosreport' || by === 'sosreport-old';
        const lanes = [COLLECTED.filter(isFirst), COLLECTED.filter(one => !isFirst(one))];
        await Promise.all(lanes.map(lane => collectAll(node, lane)));
      },
      {
        async prepare(disk) {
          await sourceAhead(disk);
          await kubeletEnds(disk);
        },
      },
    );
  });
  const collectAll = async (node: BootedNode, all: readonly Collected[]) => {
    for (const { by } of all) {
      const file = path.join(dir, `${by}.tar`);
      const { stderr } = await node.runScript(await scriptOf(by, dir), file);
      const [first] = await judgeAll(file).catch((error: Error) => expect.fail(`${error.message} ${stderr}`));
      judged.set(by, first);
    }
  };
  after(() => rm(dir, { recursive: true, force: true }));

  for (const { by, tool, hostname, found, version } of COLLECTED) {
    describe(by, () => {
      const seen = (): Judged => judged.get(by) ?? expect.fail('it was not collected');
      const status = (id: string) => seen().results.find(({ check }) => check === id)?.status;

      it('is recognised, with its version and the name of the node', () => {
        const { origin, header } = seen().bundle;
        expect(origin?.tool).to.equal(tool);
        expect(header?.node.hostname).to.equal(hostname);
        if (version) expect(header?.collector.version).to.match(version);
        expect(header?.obfuscated ?? false).to.equal(by === 'sosreport-clean');
      });

      it('shows what is broken, and calls nothing of that well', () => {
        expect(found.filter(check => status(check) !== 'fail')).to.deep.equal([]);
        expect(BROKEN.filter(check => !found.includes(check) && status(check) !== 'unknown')).to.deep.equal([]);
      });

      it('holds no text of a real program that is not understood', () => {
        const unread = seen().results.flatMap(result => {
          if (result.status === 'error') return [`${result.check}: ${result.error}`];
          if (result.status !== 'unknown') return [];
          return result.missing.flatMap(({ reason, what, detail }) =>
            (reason === 'unreadable' && !NOTHING_TO_TELL.test(detail ?? '')) || reason === 'defect'
              ? [`${result.check}: ${reason} ${what} ${detail}`]
              : [],
          );
        });
        expect(unread).to.deep.equal([]);
      });
    });
  }
});

/** The beginning that all share, and what the tool does. */
async function scriptOf(by: string, dir: string): Promise<string> {
  const parts = await Promise.all(['lay-out', by].map(name => readFile(path.join(SCRIPTS, `${name}.sh`), 'utf8')));
  const script = path.join(dir, `${by}.sh`);
  await writeFile(script, parts.join('\n'));
  return script;
}

async function breakNode(node: BootedNode): Promise<void> {
  await measured(node);
  await restarted(node);
  // The disk of the node has 2 GiB.
  await expectSuccess(node, 'fallocate', '--length', '1950M', '/var/lib/kubelet/full');
  await expectSuccess(node, 'systemctl', 'stop', 'docker.socket', 'docker.service');
}
