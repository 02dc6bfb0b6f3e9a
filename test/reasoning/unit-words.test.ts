import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { analyze } from '../../analyzer/analyze.js';
import type { TimelineEvent } from '../../analyzer/report/report.js';
import { withFixture } from '../support.js';

const DAY = '2026-11-23';

describe('starts, stops and failures of services on the timeline', () => {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-units-'));
  });
  after(() => rm(dir, { recursive: true, force: true }));

  /** What the report tells of one service, as `time title`, with these logs on a healthy node. */
  async function told(unit: string, logs: Readonly<Record<string, readonly string[]>>): Promise<readonly string[]> {
    const overlay = await mkdtemp(path.join(dir, 'node-'));
    await mkdir(path.join(overlay, 'logs'));
    for (const [name, lines] of Object.entries(logs)) {
      const text = lines.map(line => `${DAY}T${line.slice(0, 8)}.000000+0000 kn1 ${line.slice(9)}\n`).join('');
      await writeFile(path.join(overlay, 'logs', `${name}.log`), text);
    }
    const { timeline } = await withFixture(overlay, bundle => analyze(bundle));
    const isOf = ({ kind, component, at }: TimelineEvent) =>
      kind === 'unit' && component === unit && at.startsWith(DAY);
    return (timeline?.events ?? []).filter(isOf).map(({ at, title }) => `${at.slice(11, 19)} ${title}`);
  }

  it('are told in the words of any systemd, one end once', async () => {
    const now = [
      '10:00:00 systemd[1]: Stopping docker.service - Docker Application Container Engine...',
      '10:00:02 systemd[1]: docker.service: Deactivated successfully.',
      '10:00:02 systemd[1]: Stopped docker.service - Docker Application Container Engine.',
      '10:00:03 systemd[1]: Started docker.service - Docker Application Container Engine.',
      '11:00:00 systemd[1]: docker.service: Main process exited, code=killed, status=9/KILL',
      "11:00:00 systemd[1]: docker.service: Failed with result 'signal'.",
      '11:00:05 systemd[1]: docker.service: Scheduled restart job, restart counter is at 1.',
      '11:00:05 systemd[1]: Stopped Docker Application Container Engine.',
      '11:00:06 systemd[1]: Started Docker Application Container Engine.',
    ];
    const expected = [
      '10:00:02 docker was stopped',
      '10:00:03 docker was started',
      '11:00:00 docker ended: code=killed, status=9/KILL',
      '11:00:06 docker was started',
    ];
    expect(await told('docker', { docker: now })).to.deep.equal(expected);
    const old = [
      '10:00:00 systemd[1]: docker.service: main process exited, code=exited, status=1/FAILURE',
      '10:00:00 systemd[1]: Failed to start Docker Application Container Engine.',
      '10:00:00 systemd[1]: Unit docker.service entered failed state.',
      '10:00:00 systemd[1]: docker.service failed.',
      '10:00:30 systemd[1]: Started Docker Application Container Engine.',
    ];
    expect(await told('docker', { docker: old })).to.deep.equal([
      '10:00:00 docker ended: code=exited, status=1/FAILURE',
      '10:00:30 docker was started',
    ]);
  });

  it('are found among those of all others, where a service has no journal of its own', async () => {
    const systemd = [
      '10:00:00 systemd[1]: Started session-4.scope - Session 4 of User root.',
      '10:00:01 systemd[1]: Started kubelet.service - kubelet: The Kubernetes Node Agent.',
      '10:00:02 systemd[1]: Started docker.service - Docker Application Container Engine.',
      "10:00:09 systemd[1]: kubelet.service: Failed with result 'oom-kill'.",
    ];
    expect(await told('kubelet', { kubelet: [], systemd })).to.deep.equal([
      '10:00:01 kubelet was started',
      '10:00:09 kubelet failed',
    ]);
  });

  it('are bounded: of a service that starts a thousand times the first and the last, and how many lines are between', async () => {
    const minute = (i: number) => `${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`;
    const kubelet = Array.from({ length: 1000 }, (_, i) => [
      `${minute(i)}:00 systemd[1]: Started kubelet: The Kubernetes Node Agent.`,
      `${minute(i)}:30 systemd[1]: kubelet.service: Main process exited, code=exited, status=1/FAILURE`,
    ]).flat();
    const all = await told('kubelet', { kubelet, systemd: [] });
    expect(all).to.have.length(49);
    expect(all[24]).to.equal('00:11:30 kubelet: 1952 further lines of systemd about starts and ends in between');
    expect([all[0], all.at(-1)]).to.deep.equal([
      '00:00:00 kubelet was started',
      '16:39:30 kubelet ended: code=exited, status=1/FAILURE',
    ]);
  });
});
