import { cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { HOSTILE } from '../report-support.js';
import { fixtures } from '../support.js';

const BASE = path.join(fixtures, 'nodes/docker-hangs-on-centos-7.6');
const LONG = 'x'.repeat(1_000_000);

/**
 * A story told by a node that says hostile things wherever a node can say what it likes, in lines of a megabyte: a
 * folder to be laid over a healthy node. The findings of the story are all still there.
 */
export async function hostileNode(): Promise<string> {
  const overlay = await mkdtemp(path.join(os.tmpdir(), 'nodetriage-hostile-'));
  await cp(BASE, overlay, { recursive: true });
  const header = JSON.parse(await given('header.json'));
  const named = { name: HOSTILE, hostname: HOSTILE + LONG, kind: HOSTILE, kindFrom: HOSTILE };
  const write = async (name: string, text: string) => {
    await mkdir(path.dirname(path.join(overlay, name)), { recursive: true });
    await writeFile(path.join(overlay, name), text);
  };

  await write('header.json', JSON.stringify({ ...header, node: named, user: { id: 0, name: HOSTILE } }));
  await write(
    'logs/kubelet.log',
    (await given('logs/kubelet.log'))
      // Whatever a pattern finds is followed, and a line of errors that none finds is made of it.
      .replace(/^.*PLEG is not healthy.*$/gm, line => `${line} ${HOSTILE}`)
      .concat(
        `${klog('59:52')} ${HOSTILE} failed ${HOSTILE}\n${klog('59:53')} PLEG is not healthy: pleg was last seen active 9m1s ago; threshold is 3m0s ${HOSTILE}${LONG}\n`,
      ),
  );
  await write(
    'commands/kubernetes/describe-node.txt',
    (await given('commands/kubernetes/describe-node.txt'))
      .replace(/(threshold is 3m0s)$/m, `$1 ${HOSTILE}${LONG}`)
      .replace(/(Container Runtime Version:\s+).*/, `$1docker://${HOSTILE}`),
  );
  await write('commands/disk/df.txt', `${await given('commands/disk/df.txt')}/dev/vdb ext4 100 99 1 99% /${HOSTILE}\n`);
  await write(
    'commands/pids/processes.txt',
    `${await given('commands/pids/processes.txt')}   3310    2100 9000 Ssl  ep_poll  0.2  0.9 240120  5-00:10:00 ${HOSTILE}${LONG}\n`,
  );
  await write(
    'commands/units/show.txt',
    `${await given('commands/units/show.txt')}\nTasksCurrent=90\nTasksMax=91\nId=${HOSTILE}.service\nActiveState=failed\nSubState=failed\nLoadState=loaded\n`,
  );
  await write('absent.txt', `${await given('absent.txt')}files/proc/meminfo\n`);
  await write(
    'outcomes.jsonl',
    `${await given('outcomes.jsonl')}${JSON.stringify({ spec: 'node/meminfo', outcome: 'failed', startedAt: header.startedAt, durationMs: 1, reason: HOSTILE + LONG, entries: [] })}\n`,
  );
  return overlay;
}

function klog(time: string): string {
  return `2026-11-23T19:${time}.004511+0000 kn1 kubelet[1834]: E1123 19:${time}.004210    1834 kubelet.go:1879]`;
}

/** A file of the story, or of the healthy node beneath it. */
async function given(name: string): Promise<string> {
  return readFile(path.join(BASE, name), 'utf8').catch(() =>
    readFile(path.join(fixtures, 'healthy', name), 'utf8').catch(() => ''),
  );
}
