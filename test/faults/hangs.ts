import { expect } from 'chai';
import { type Fault, stuckOf } from './fault.js';
import { helper } from './run-collector.js';

const HUNG = helper('hung', 'sh "$ROOT/test/faults/hung-mount.sh" /etc/security');
const FEW = ['--only', 'node/uptime,node/meminfo,config/limits,config/limits-d,config/fstab,disk,network/addresses'];

/** It was waited for: kubectl that is refused, or that asks for a password, says other words. */
const NO_ANSWER = /^the API server did not answer: .*(time|deadline exceeded|Timeout)/;

/** Reads that never return. */
export const hangFaults: readonly Fault[] = [
  {
    name: 'a mount that hangs, under files that are read',
    seen: 'The run waits 20 s for the first file, leaves the reader behind, and asks nothing more of that mount.',
    held: '`timeout` with process, kernel function, stack and mount; what else lies there `skipped`; `df` of the own folders.',
    make: HUNG,
    flags: FEW,
    deadlineSeconds: 100,
    touches: {
      'config/limits': { outcome: 'timeout', reason: /limits\.conf could not be read in its time/ },
      'config/limits-d': { outcome: 'skipped', reason: /\/etc\/security \(fuse\S*\) did not answer/ },
      'disk/mounts': { outcome: 'ok' },
      'disk/df': { outcome: 'ok', reason: /only the node's own folders were asked/ },
      'disk/df-inodes': { outcome: 'ok', reason: /only the node's own folders were asked/ },
    },
    async expect({ bundle, entry }) {
      const stuck = stuckOf(bundle, 'config/limits');
      expect(stuck?.wchan).to.match(/request_wait_answer/);
      expect(stuck?.stack?.join('\n')).to.match(/fuse/);
      expect(stuck?.mount).to.match(/^\/etc\/security \(fuse/);
      expect(await entry('commands/disk/df.txt')).to.match(/ \/$/m);
    },
  },
  {
    name: 'a mount that hangs, found by df',
    seen: 'The run waits 20 s for df, leaves it behind, and asks it again for the folders that a node needs.',
    held: 'The own folders of the node in `df.txt`, and why only these.',
    make: HUNG,
    flags: ['--only', 'node/uptime,disk,network/addresses'],
    deadlineSeconds: 100,
    touches: {
      'disk/mounts': { outcome: 'ok' },
      'disk/df': { outcome: 'ok', reason: /only the node's own folders were asked/ },
      'disk/df-inodes': { outcome: 'ok', reason: /only the node's own folders were asked/ },
    },
    expect: async ({ entry }) => expect(await entry('commands/disk/df.txt')).to.match(/ \/$/m),
  },
  {
    name: 'docker in state D',
    seen: 'The run waits 15 s for it, leaves it behind, and asks docker nothing more.',
    held: '`timeout` with the kernel function that it sleeps in; what else asks docker `skipped`.',
    make: HUNG,
    programs: { docker: 'exec cat /etc/security/docker.sock' },
    flags: ['--only', 'node/uptime,config/fstab,runtime,network/addresses'],
    deadlineSeconds: 100,
    touches: {
      'runtime/docker-ps': { outcome: 'timeout', reason: /docker did not end in its time, not even when killed/ },
      'runtime/docker-info': { outcome: 'skipped', reason: /^docker did not answer/ },
      'runtime/docker-version': { outcome: 'skipped', reason: /^docker did not answer/ },
    },
    expect: ({ bundle }) => expect(stuckOf(bundle, 'runtime/docker-ps')?.wchan).to.match(/request_wait_answer/),
  },
  {
    name: 'a fifo in place of a file',
    seen: 'The run waits 20 s for it and goes on.',
    held: '`timeout`; the rest as ever.',
    make: 'mkfifo -m 644 fifo; mount --bind fifo /etc/security/limits.conf',
    flags: FEW,
    deadlineSeconds: 100,
    touches: {
      'config/limits': { outcome: 'timeout', reason: /limits\.conf could not be read in its time/ },
      'disk/mounts': { outcome: 'ok' },
    },
    expect: ({ bundle }) => expect(stuckOf(bundle, 'config/limits')).to.equal(undefined),
  },
  {
    name: 'an API server that takes connections and never answers',
    seen: 'The run waits once for the API server, then asks it nothing more.',
    held: 'All that the node itself gives; what the cluster says of it is `skipped`, with that reason.',
    make: `ln -s "$(sh "$ROOT/test/node/rootfs.sh")/usr/bin/kubectl" bin/kubectl
${helper('port', `${process.execPath} "$ROOT/dist/test/faults/silent-server.js"`)}
cat >kubeconfig <<END
apiVersion: v1
kind: Config
clusters: [{ name: c, cluster: { server: "https://127.0.0.1:$(cat port)", insecure-skip-tls-verify: true } }]
contexts: [{ name: c, context: { cluster: c, user: u } }]
current-context: c
users: [{ name: u, user: { token: example } }]
END`,
    flags: ['--kubeconfig', 'kubeconfig', '--only', 'node/uptime,config,kubernetes,runtime,disk/mounts'],
    deadlineSeconds: 100,
    touches: {
      kubernetes: { outcome: 'skipped', reason: NO_ANSWER },
      'runtime/kubeadm-certificates': { outcome: 'skipped', reason: NO_ANSWER },
      'disk/mounts': { outcome: 'ok' },
    },
    expect: ({ seconds }) => expect(seconds).to.be.above(5),
  },
];
