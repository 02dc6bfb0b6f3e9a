import { expect } from 'chai';
import type { Fault } from './fault.js';
import { MARK } from './processes.js';
import { AS_NOBODY } from './run-collector.js';

/** Sh that puts the run into a control group of its own, of version 1 or 2, below the one that we are in. */
function group(
  controller: 'pids' | 'memory',
  files: { readonly v1: string; readonly v2: string },
  limit: string,
): string {
  return `own=$(sed -n 's/^[0-9]*:${controller}://p' /proc/self/cgroup)
if [ -n "$own" ]; then group=/sys/fs/cgroup/${controller}$own/$(basename "$DIR") file=${files.v1}
else
  echo +${controller} >/sys/fs/cgroup/cgroup.subtree_control
  group=/sys/fs/cgroup/$(basename "$DIR") file=${files.v2}
fi
mkdir "$group"
echo ${limit} >"$group/$file"
echo $$ >"$group/cgroup.procs"`;
}

/** What was killed needs a moment to leave it. */
const LEAVE = `echo $$ >"\${group%/*}/cgroup.procs"
for turn in 1 2 3 4 5 6 7 8 9; do ! rmdir "$group" 2>/dev/null || break; sleep 0.2; done`;

const PIDS = { v1: 'pids.max', v2: 'pids.max' };
const MEMORY = { v1: 'memory.limit_in_bytes', v2: 'memory.max' };
const FAST = ['--skip', 'node/vmstat,disk/iostat,disk/iotop'];

/** A node, or a user, that has little. */
export const limitFaults: readonly Fault[] = [
  {
    name: 'few processes are left',
    seen: 'Which programs could not be started.',
    held: 'All that needs few processes; what could not be started is `failed`, and says so.',
    make: group('pids', PIDS, '24'),
    after: LEAVE,
    flags: FAST,
    deadlineSeconds: 100,
    // Programs in Go start threads of their own.
    touches: {
      kubernetes: { outcome: ['failed', 'timeout', 'skipped'], orUsual: true },
      runtime: { outcome: ['failed', 'timeout', 'skipped'], orUsual: true },
    },
  },
  {
    name: 'a command that eats all memory',
    seen: 'That it was ended by SIGKILL.',
    held: 'That command is `failed`; the rest as ever.',
    make: group('memory', MEMORY, String(300 * 2 ** 20)),
    after: LEAVE,
    programs: { lsblk: 'exec tail /dev/zero' },
    heldMiB: 320,
    flags: ['--only', 'node/uptime,config,disk/lsblk,disk/mounts,network'],
    deadlineSeconds: 100,
    touches: {
      'disk/lsblk': { outcome: 'failed', reason: /ended by SIGKILL/ },
      'disk/mounts': { outcome: 'ok' },
    },
  },
  {
    name: 'no more than 150 MiB of memory for the whole run',
    seen: 'Nothing.',
    held: 'Everything.',
    make: group('memory', MEMORY, String(150 * 2 ** 20)),
    after: LEAVE,
    flags: FAST,
    deadlineSeconds: 100,
    touches: { 'disk/mounts': { outcome: 'ok' } },
  },
  {
    name: 'no root',
    sos: 'refuses to run',
    seen: '`Not run as root: some things could not be read.`',
    held: 'What this user may see; the rest is `denied`, each with its reason.',
    run: `${AS_NOBODY} "$@" -o out/bundle.tar.gz`,
    flags: FAST,
    says: /Not run as root: some things could not be read/,
    deadlineSeconds: 100,
    touches: {
      '*': { outcome: 'denied', reason: /./, orUsual: true },
      // Told to be missing only where the API server was not found down before.
      'runtime/kubeadm-certificates': { outcome: ['missing', 'skipped'] },
    },
    expect: ({ bundle }) => expect(bundle?.header?.user?.id).to.equal(65534),
  },
  {
    name: 'an empty PATH',
    seen: 'Nothing: the usual folders are searched all the same.',
    held: 'Everything.',
    run: `argv=$1; case $argv in /*) ;; *) argv=$(command -v "$1") ;; esac; shift
env -i PATH= TMPDIR="$TMPDIR" ${MARK}="$${MARK}" "$argv" "$@" -o out/bundle.tar.gz`,
    flags: FAST,
    deadlineSeconds: 100,
  },
  {
    name: 'an environment without HOME and PATH, the script from a pipe',
    sos: 'cannot be piped to a node',
    seen: 'Nothing on the node; the bundle comes out of ssh.',
    held: 'Everything.',
    collectors: ['dash'],
    run: `shift 2
env -i PATH=/usr/bin:/bin TMPDIR="$TMPDIR" ${MARK}="$${MARK}" sh -s -- -o - "$@" <collect.sh >out/bundle.tar.gz`,
    deadlineSeconds: 100,
  },
];
