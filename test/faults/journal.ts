import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import type { Fault } from './fault.js';

const JOURNAL_REMOTE = '/lib/systemd/systemd-journal-remote';
const ENTRIES = 300_000;
const BOOT = 'b'.repeat(32);

/** What the kubelet wrote in a bad week, into a journal that systemd itself made. */
async function writeJournal(dir: string): Promise<void> {
  const folder = path.join(dir, 'journal');
  await mkdir(folder);
  const machine = (await readFile('/etc/machine-id', 'utf8')).trim();
  const remote = execa(JOURNAL_REMOTE, ['-o', path.join(folder, 'kubelet.journal'), '-'], { buffer: false });
  const begin = Date.now() * 1000 - ENTRIES * 100_000;
  for (let i = 0; i < ENTRIES; i += 1000) {
    const text = Array.from({ length: 1000 }, (_, j) => entry(machine, begin, i + j)).join('');
    if (!remote.stdin.write(text)) await once(remote.stdin, 'drain');
  }
  remote.stdin.end();
  await remote;
}

function entry(machine: string, begin: number, number: number): string {
  return `__REALTIME_TIMESTAMP=${begin + number * 100_000}
__MONOTONIC_TIMESTAMP=${number * 100_000}
_BOOT_ID=${BOOT}
_MACHINE_ID=${machine}
_HOSTNAME=kn1
_TRANSPORT=stdout
PRIORITY=6
SYSLOG_IDENTIFIER=kubelet
_PID=1234
_COMM=kubelet
_SYSTEMD_UNIT=kubelet.service
MESSAGE=E1124 02:30:00.000000    1234 pod_workers.go:951] "Error syncing pod, skipping" err="failed to StartContainer" pod="default/web-${number}"

`;
}

export const journalFaults: readonly Fault[] = [
  {
    name: 'a journal of 300,000 lines',
    seen: 'Nothing; it takes its time.',
    held: 'All 300,000 lines.',
    prepare: writeJournal,
    make: `mount -t tmpfs none /var/log
mkdir -p "/var/log/journal/$(cat /etc/machine-id)"
mount --bind journal "/var/log/journal/$(cat /etc/machine-id)"`,
    flags: ['--only', 'node,logs/kubelet,disk/mounts', '--skip', 'node/vmstat'],
    deadlineSeconds: 120,
    touches: {
      'logs/kubelet': { outcome: 'ok' },
      'node/boots': { outcome: 'ok' },
      'disk/mounts': { outcome: 'ok' },
      // There is no wtmp in the new /var/log.
      'node/last': { outcome: ['failed', 'missing'], orUsual: true },
    },
    async expect({ entry }) {
      const text = await entry('logs/kubelet.log');
      expect(text.match(/ kubelet\[1234\]: /g)).to.have.length(ENTRIES);
      expect(text).to.include(`default/web-${ENTRIES - 1}"`);
    },
  },
];
