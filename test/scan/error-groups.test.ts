import { expect } from 'chai';
import { logMatches } from '../../analyzer/fact.js';
import { kubeletLogs } from '../../analyzer/facts/logs/log-sources.js';
import type { ErrorGroup } from '../../analyzer/scan/error-groups.js';
import { logScanner } from '../../analyzer/scan/log-scanner.js';
import { compilePatterns } from '../../analyzer/scan/pattern-set.js';
import type { Spec } from '../../bundle/spec.js';
import { dmesg, kernelJournal, previousBoot } from '../../bundle/specs/logs.js';
import { unitJournal } from '../../bundle/specs/units.js';

const pleg = logMatches({ in: kubeletLogs, pattern: /PLEG is not healthy/, anchor: 'PLEG is not healthy' });

describe('error groups', () => {
  it('take lines together that differ in ids, addresses, numbers and names', () => {
    const groups = groupsIn(unitJournal.kubelet, [
      kubelet(
        'E',
        'reflector.go:153] failed to list *v1.Pod: Get https://192.0.2.7:6443/api/v1: dial tcp 192.0.2.7:6443: connect: refused',
      ),
      kubelet(
        'E',
        'reflector.go:153] failed to list *v1.Node: Get https://192.0.2.8:6443/api/v1: dial tcp 192.0.2.8:6443: connect: refused',
      ),
      kubelet('E', 'remote.go:1] "StopPodSandbox failed" podSandboxID="0a1b2c3d4e5f60718293a4b5c6d7e8f9"'),
      kubelet('E', 'remote.go:1] "StopPodSandbox failed" podSandboxID="f9e8d7c6b5a4938271605f4e3d2c1b0a"'),
      kubelet('E', 'volumes.go:1] Unable to mount volumes for pod coredns'),
      kubelet('E', 'volumes.go:1] Unable to mount volumes for pod metrics'),
    ]);
    expect(groups.map(({ template, count }) => `${count} ${template}`)).to.deep.equal([
      '2 failed to list <*>: Get https://<*>/api/<*>: dial tcp <*>: connect: refused',
      '2 "StopPodSandbox failed" podSandboxID="<*>"',
      '2 Unable to mount volumes for pod <*>',
    ]);
    expect(groups[0]).to.deep.include({
      speaker: 'kubelet',
      first: Date.UTC(2026, 10, 23, 22, 10),
      last: Date.UTC(2026, 10, 23, 22, 10),
    });
    expect(groups[0]?.sample).to.deep.include({ file: 'logs/kubelet.log', line: 1 });
  });

  it('leave out what a check asks for, and lines that say that they are harmless', () => {
    const groups = groupsIn(unitJournal.kubelet, [
      kubelet('E', 'kubelet.go:1] PLEG is not healthy: pleg was last seen active 3m ago'),
      kubelet('I', 'kubelet.go:1] Operation failed with an error'),
      kubelet('W', 'kubelet.go:1] Operation failed with an error'),
      '2026-11-23T22:10:00+0000 n1 kubelet[1]: time="2026-11-23T22:10:00Z" level=info msg="an error"',
    ]);
    expect(groups).to.deep.equal([]);
  });

  it('know errors of the kernel and of systemd by their words', () => {
    const at = '2026-11-23T22:10:00+0000 n1';
    const groups = groupsIn(kernelJournal, [
      `${at} kernel: EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2: comm ls: reading directory lblock 0`,
      `${at} kernel: EXT4-fs (sda1): mounted filesystem with ordered data mode. Opts: errors=remount-ro`,
      `${at} kernel: eth0: link becomes ready`,
      `${at} systemd[1]: data.mount: Mount process exited, code=exited status=32`,
      `${at} systemd[1]: Failed to mount /data.`,
    ]);
    expect(groups.map(({ speaker, template }) => `${speaker}: ${template}`)).to.deep.equal([
      'kernel: EXT4-fs error (device <*>): <*>: inode <*>: comm ls: reading directory lblock <*>',
      'systemd: Failed to mount /data.',
    ]);
  });

  it('know who speaks in the journal of k3s', () => {
    const at = '2026-11-23T22:10:00+0000 n1 k3s[7]:';
    const groups = groupsIn(unitJournal.k3s, [
      `${at} E1123 22:10:00.000000       7 kubelet.go:1] a broke`,
      `${at} E1123 22:10:00.000000       7 proxier.go:1] b broke`,
      `${at} E1123 22:10:00.000000       7 reflector.go:1] c broke`,
      `${at} time="2026-11-23T22:10:00Z" level=error msg="d broke"`,
      `${at} {"level":"error","ts":"2026-11-23T22:10:00Z","msg":"e broke"}`,
    ]);
    expect(groups.map(({ speaker }) => speaker)).to.deep.equal(['kubelet', 'kube-proxy', 'k3s', 'k3s', 'etcd']);
  });

  it('do not count a line twice that several logs hold', () => {
    const scanner = logScanner(compilePatterns([]));
    const line = 'nvme nvme0: I/O 23 QID 4 error, aborting';
    const read = (spec: Spec, text: string) => {
      const log = scanner.open(`${spec.id}.log`, [spec], {});
      log.write(Buffer.from(text));
      log.end(false);
    };
    read(dmesg, `2026-11-23T22:10:00,000001+00:00 ${line}\n2026-11-23T22:09:00,000001+00:00 only here: error\n`);
    read(kernelJournal, `2026-11-23T22:10:00.000100+0000 n1 kernel: ${line}\n`);
    read(previousBoot, `2026-11-23T22:10:00.000100+0000 n1 kernel: ${line}\n`);
    expect(scanner.errorGroups().map(({ count, sample }) => [count, sample.file])).to.deep.equal([
      [1, 'logs/kernel.log'],
      [1, 'logs/dmesg.log'],
    ]);
  });

  it('are bounded however many kinds of lines there are', () => {
    const letters = (n: number) =>
      Array.from(String(n).padStart(6, '0'), digit => 'abcdefghij'[Number(digit)]).join('');
    const lines = Array.from({ length: 20_000 }, (_, i) =>
      kubelet('E', `a.go:1] ${letters(i)} ${letters(i * 7)} of ${letters(i * 3)}`),
    );
    const groups = groupsIn(unitJournal.kubelet, lines);
    expect(groups.length).to.be.at.most(1000);
    const together = groupsIn(
      unitJournal.kubelet,
      lines.slice(0, 200).map(line => line.replace(/\] \w+/, '] broke')),
    );
    expect(together.map(({ count, template }) => [count, template])).to.deep.equal([[200, 'broke <*> of <*>']]);
  }).timeout(20_000);
});

function kubelet(level: string, text: string): string {
  return `2026-11-23T22:10:00+0000 n1 kubelet[1]: ${level}1123 22:10:00.000000       1 ${text}`;
}

function groupsIn(spec: Spec, lines: readonly string[]): readonly ErrorGroup[] {
  const scanner = logScanner(compilePatterns([pleg]));
  const log = scanner.open(`${spec.id}.log`, [spec], {});
  log.write(Buffer.from(lines.join('\n')));
  log.end(false);
  return scanner.errorGroups();
}
