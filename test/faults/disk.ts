import type { Fault } from './fault.js';

/** What was written on a small disk, brought to where the test looks. */
const SAVE = 'mkdir saved; cp out/* saved; umount out; cp saved/* out; rm -r saved';
const PARTIAL = ['bundle.tar.gz.partial'];

/** Disks that take no more. */
export const diskFaults: readonly Fault[] = [
  {
    name: 'the disk is full before the bundle ends',
    seen: '`no space left on the disk`, where the part lies, and `-o -` as the way out; exit 3.',
    held: 'A readable beginning in `FILE.partial`.',
    make: 'mount -t tmpfs -o size=32k none out',
    after: SAVE,
    deadlineSeconds: 100,
    exitCode: 3,
    says: /no space left on the disk.*out\/bundle\.tar\.gz\.partial\. Way out: -o - to a disk elsewhere/,
    output: PARTIAL,
    expect({ bundle }) {
      if (bundle?.header === undefined || bundle.outcomes.length < 15) throw new Error('the beginning cannot be read');
    },
  },
  {
    name: 'the disk is full from the start',
    seen: '`no space left on the disk`, and `-o -` as the way out; exit 3, or 2 when not even the file can be made.',
    held: 'Nothing.',
    make: 'mount -t tmpfs -o size=4k none out; dd if=/dev/zero of=out/full bs=4k count=1 2>/dev/null',
    after: `rm out/full; ${SAVE}`,
    deadlineSeconds: 100,
    exitCode: 3,
    says: /no space left on the disk.*Way out: -o -/,
    output: PARTIAL,
  },
  {
    name: 'the disk has no inode left',
    seen: '`no space left on the disk`; exit 2.',
    held: 'Nothing.',
    make: 'mount -t tmpfs -o nr_inodes=1 none out',
    after: 'umount out',
    deadlineSeconds: 100,
    exitCode: 2,
    says: /cannot write .*bundle\.tar\.gz: no space left on the disk/,
    output: [],
  },
  {
    name: 'the output folder is read-only',
    seen: '`the filesystem is read-only`; exit 2.',
    held: 'Nothing.',
    make: 'mount --bind out out; mount -o remount,bind,ro out',
    deadlineSeconds: 100,
    exitCode: 2,
    says: /cannot write .*bundle\.tar\.gz: .*the filesystem is read-only/,
    output: [],
  },
  {
    name: 'the reader of the output goes away',
    sos: 'cannot write to a pipe',
    seen: '`cannot go on writing`; exit 3, at once.',
    held: 'What the reader took.',
    run: '{ "$@" -o -; echo $? >code; } | head -c 1000 >out/bundle.tar.gz; (exit "$(cat code)")',
    deadlineSeconds: 100,
    exitCode: 3,
    says: /cannot go on writing to the output stream/,
  },
  {
    name: 'no room for scratch files',
    seen: 'collect.sh: which entry it had no room for. Node.js has no scratch files.',
    held: 'All but what was too large.',
    make: 'mount -t tmpfs -o size=600k,mode=1777 none tmp',
    after: 'left=$(ls -A tmp); umount tmp; [ -z "$left" ] || touch tmp/left',
    programs: { lsblk: 'head -c 3000000 /dev/zero | tr "\\000" x' },
    flags: ['--only', 'node/uptime,config,disk'],
    deadlineSeconds: 100,
    touches: { 'disk/lsblk': { outcome: ['ok', 'truncated', 'failed'] } },
    expect({ bundle }, collector) {
      const lsblk = bundle?.outcomes.find(({ spec }) => spec === 'disk/lsblk');
      const room = /^no room for (it|its output) in \S+tmp$/.test(lsblk?.reason ?? '');
      if (collector !== 'node' && !room) throw new Error(`it says ${lsblk?.outcome}: ${lsblk?.reason}`);
    },
  },
  {
    name: 'no room for scratch files anywhere',
    sos: 'not asked',
    seen: 'collect.sh: `no room for scratch files`, and that TMPDIR helps; exit 2. Node.js has no scratch files.',
    held: 'Nothing.',
    collectors: ['dash'],
    make: [
      'mount --bind "$DIR" /mnt; cd /mnt; export TMPDIR=/mnt/tmp',
      'for folder in tmp /tmp /var/tmp /dev/shm /run; do',
      '  mount -t tmpfs -o size=4k none "$folder"; dd if=/dev/zero of="$folder/full" bs=4k count=1 2>/dev/null',
      'done',
    ].join('\n'),
    deadlineSeconds: 100,
    exitCode: 2,
    says: /no room for scratch files in .*: set TMPDIR/,
    output: [],
  },
];
