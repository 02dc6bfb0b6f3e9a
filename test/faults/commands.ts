import type { Fault } from './fault.js';

const DOCKER_SKIPPED = { outcome: 'skipped', reason: /docker did not answer: docker did not end in its time/ } as const;

/** Lines that differ all, each with addresses and names that nobody has seen. */
const NAMES = `awk 'BEGIN { for (; i < 100000; i++) printf "2026-05-01T10:00:00 kn%d sshd[1]: Accepted publickey for u%d from %d.%d.%d.%d, %x:%x::%x, host%d.example.com\\n", i, i, 192, i / 65536, i / 256 % 256, i % 256, 8193, i % 65536, i, i }'`;

/** The most that a collector can hold: memory is looked at in each way that it has of writing. */
function neverEnding(fault: Omit<Fault, 'seen' | 'deadlineSeconds' | 'busy' | 'flags' | 'touches'>): Fault {
  return {
    seen: 'The run goes on until its deadline, and ends within it.',
    programs: { dmesg: 'exec yes "a line of a log that never ends"' },
    flags: ['--only', 'node/uptime,config,logs'],
    deadlineSeconds: 20,
    busy: true,
    touches: {
      'logs/dmesg': { outcome: 'timeout', reason: /dmesg (was stopped: the deadline of 20 s has come|did not end)/ },
      logs: { outcome: 'skipped', reason: /^no time left: the deadline of 20 s has come$/, orUsual: true },
    },
    ...fault,
  };
}

/** Programs that do not do what they should. Each is a process of its own, found before the real one. */
export const commandFaults: readonly Fault[] = [
  {
    name: 'a command that ignores SIGTERM',
    seen: 'The run waits 15 s for it, then kills it and goes on.',
    held: '`docker-ps` is `timeout`, what else asks docker is `skipped`; the rest as ever.',
    programs: { docker: `trap '' TERM INT HUP\necho begun\nwhile :; do sleep 0.2; done` },
    deadlineSeconds: 100,
    flags: ['--skip', 'disk/iostat,disk/iotop,node/vmstat'],
    touches: {
      'runtime/docker-ps': { outcome: 'timeout', reason: /docker did not end in its time$/ },
      'runtime/docker-info': DOCKER_SKIPPED,
      'runtime/docker-version': DOCKER_SKIPPED,
    },
    async expect({ entry }) {
      if ((await entry('commands/runtime/docker-ps.txt')) !== 'begun\n') throw new Error('what it printed is lost');
    },
  },
  {
    name: 'a command that floods standard output',
    seen: 'The run waits 10 s for it, and says that it did not end.',
    held: 'The first 4 MiB of it; `timeout`.',
    programs: { chronyc: 'exec yes "a line that never ends"' },
    deadlineSeconds: 100,
    flags: ['--only', 'node,time/chronyc-tracking,config'],
    touches: { 'time/chronyc-tracking': { outcome: 'timeout', reason: /chronyc did not end in its time/ } },
  },
  {
    name: 'a command that floods standard error',
    seen: 'Nothing: it is no trouble.',
    held: 'The answer, and the first 64 KiB of the complaints.',
    programs: { lsblk: 'yes complaint | head -c 300000000 >&2\necho answer' },
    deadlineSeconds: 100,
    flags: ['--only', 'node/uptime,config,disk/lsblk'],
    touches: { 'disk/lsblk': { outcome: 'ok' } },
    async expect({ entry }) {
      const kept = (await entry('commands/disk/lsblk.stderr.txt')).length;
      if (kept > 65_536 || kept < 60_000) throw new Error(`${kept} bytes of standard error were kept`);
      if ((await entry('commands/disk/lsblk.txt')) !== 'answer\n') throw new Error('the answer is lost');
    },
  },
  neverEnding({
    name: 'a log that never ends',
    held: 'The newest part of it, and which bytes are gone; what came after is `skipped`: `no time left`.',
  }),
  neverEnding({
    name: 'a log that never ends, encrypted',
    held: 'The same, for those who have the key.',
    collectors: ['node'],
    make: 'age-keygen -o key 2>keygen',
    run: '"$@" --encrypt-to "$(age-keygen -y key)" -o out/bundle.tar.gz',
    after: 'mv out/bundle.tar.gz encrypted; age -d -i key -o out/bundle.tar.gz encrypted',
    sos: 'not asked',
  }),
  neverEnding({
    name: 'a log that never ends and is full of names, obfuscated and encrypted',
    held: 'The same, with stand-ins.',
    collectors: ['node'],
    make: `age-keygen -o key 2>keygen; ${NAMES} >names`,
    programs: { dmesg: `while cat "$(dirname "$0")/../names"; do :; done` },
    run: '"$@" --obfuscate --encrypt-to "$(age-keygen -y key)" -o out/bundle.tar.gz',
    after: 'mv out/bundle.tar.gz encrypted; age -d -i key -o out/bundle.tar.gz encrypted',
    output: ['bundle.tar.gz', 'bundle.tar.gz.map.json'],
    sos: 'not asked',
  }),
  {
    name: 'everything hangs',
    seen: 'The run ends within its deadline, and says that there was no time left.',
    held: 'What is vital and cheap came first; the rest is `skipped`.',
    programs: Object.fromEntries(
      ['chronyc', 'docker', 'crictl', 'lsblk', 'top', 'ps', 'ss', 'ip'].map(name => [name, 'exec sleep 600']),
    ),
    deadlineSeconds: 30,
    flags: ['--skip', 'logs'],
    touches: {
      '*': {
        outcome: ['timeout', 'skipped'],
        reason: /did not end in its time|the deadline of 30 s has come|did not answer/,
        orUsual: true,
      },
    },
    expect({ bundle }) {
      const vital = ['node/uptime', 'node/meminfo', 'disk/mounts', 'config/os-release'];
      const bad = bundle?.outcomes.filter(({ spec, outcome }) => vital.includes(spec) && outcome !== 'ok');
      if (bad?.length !== 0) throw new Error(`${bad?.map(({ spec }) => spec)} came too late`);
      if (!bundle?.outcomes.some(({ reason }) => reason === 'no time left: the deadline of 30 s has come'))
        throw new Error('nobody ran out of time');
    },
  },
  {
    name: 'more output than the bundle may hold',
    seen: 'Which entries were cut or left out.',
    held: 'What fits: the bundle is not larger than `--max-size`.',
    programs: { lsblk: 'exec head -c 3900000 /dev/urandom', dmesg: 'head -c 9000000 /dev/urandom | base64' },
    flags: ['--only', 'node/uptime,config,disk/lsblk,network/addresses,logs/dmesg', '--max-size', '2'],
    deadlineSeconds: 100,
    touches: {
      'disk/lsblk': { outcome: ['truncated', 'skipped'] },
      'network/addresses': { outcome: ['skipped', 'truncated'], orUsual: true },
      'logs/dmesg': { outcome: ['truncated', 'skipped'] },
    },
    expect({ bundle, bytes }) {
      if (bytes > 2 * 2 ** 20) throw new Error(`the bundle has ${bytes} bytes`);
      if (!bundle?.outcomes.some(({ entries }) => entries.some(({ cut }) => cut))) throw new Error('nothing was cut');
    },
  },
];
