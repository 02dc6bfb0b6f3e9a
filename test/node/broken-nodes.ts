import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BootedNode } from './booted-node.js';

/** Waits until chronyd follows its source: about 4 s after the boot. */
export async function synchronised(node: BootedNode): Promise<void> {
  await expectSuccess(node, 'chronyc', 'waitsync', '40', '0', '0', '0.25');
}

/** Waits until chronyd knows its source, which it cannot follow when it is far off. */
export async function measured(node: BootedNode): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const { stdout } = await node.exec('chronyc', '-n', 'tracking');
    if (/^System time +: [1-9]\d\d\./m.test(stdout)) return;
    await node.exec('sleep', '0.2');
  }
  throw new Error('chronyd did not see the offset of its source');
}

/** The time server of the node is 300 s ahead. */
export async function sourceAhead(disk: string): Promise<void> {
  await dropIn(disk, 'chrony-source', [
    '[Service]',
    // systemd leaves $LIB to the loader, which knows the multiarch folder.
    'Environment=LD_PRELOAD=/usr/$LIB/faketime/libfaketime.so.1 FAKETIME=+300s',
  ]);
}

/** The kubelet ends with an error as soon as it is started, and systemd starts it again after a second. */
export async function kubeletEnds(disk: string): Promise<void> {
  const script = path.join(disk, 'usr/local/bin/kubelet');
  const reason =
    'failed to run Kubelet: misconfiguration: kubelet cgroup driver: "systemd" is different from docker cgroup driver: "cgroupfs"';
  await writeFile(
    script,
    `#!/bin/sh\necho "F$(date '+%m%d %H:%M:%S.%6N') $(printf %7d $$) server.go:269] ${reason.replaceAll('"', '\\"')}" >&2\nexit 1\n`,
  );
  await chmod(script, 0o755);
  await dropIn(disk, 'kubelet', ['[Service]', 'RestartSec=1']);
}

/** Waits until systemd has started the kubelet anew often enough to call it a loop. */
export async function restarted(node: BootedNode): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const restarts = await expectSuccess(node, 'systemctl', 'show', '--property=NRestarts', '--value', 'kubelet');
    if (Number(restarts) >= 5) return;
    await node.exec('sleep', '0.3');
  }
  throw new Error('systemd did not restart the kubelet');
}

async function dropIn(disk: string, unit: string, lines: readonly string[]): Promise<void> {
  const folder = path.join(disk, `etc/systemd/system/${unit}.service.d`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'broken.conf'), `${lines.join('\n')}\n`);
}

/** Runs a program in the node that must not fail. */
export async function expectSuccess(node: BootedNode, ...argv: readonly [string, ...string[]]): Promise<string> {
  const { exitCode, stdout, stderr } = await node.exec(...argv);
  if (exitCode !== 0) throw new Error(`${argv.join(' ')} ended with ${exitCode}: ${stderr || stdout}`);
  return stdout;
}
