import { unitJournal } from '../../../bundle/specs/units.js';
import { embeddingLogs, linesAs } from './service-logs.js';

/**
 * Why a kubelet ended. Since 1.23, up to 1.22, and up to 1.20 as F line; a configuration that cannot be read
 * has words of its own, and a defect of Go too:
 *
 *     E1213 19:34:52.451621  2113 run.go:74] "command failed" err="failed to parse kubelet flag: unknown flag: --network-plugin"
 *     F0413 13:22:22.676030 19792 server.go:269] failed to run Kubelet: misconfiguration: kubelet cgroup driver: "cgroupfs" …
 *     panic: runtime error: invalid memory address or nil pointer dereference
 */
export const kubeletLastWords = linesAs('last words of the kubelet', {
  in: { name: 'the journal of kubelet.service', logs: [unitJournal.kubelet] },
  pattern:
    /(?:"command failed" err=|\] "?[Ff]ailed to run [Kk]ubelet"?(?: err=|: )|\] (?="?[Ff]ailed to load [Kk]ubelet config file)|(?=panic: runtime error))(?<cause>.{1,600})/,
  anchor: [
    '"command failed"',
    'ailed to run Kubelet',
    'ailed to run kubelet',
    'ailed to load Kubelet config file',
    'ailed to load kubelet config file',
    'panic: runtime error',
  ],
});

/**
 * Why a k3s or RKE2 ended.
 *
 *     time="2026-11-23T19:59:46Z" level=fatal msg="starting kubernetes: preparing server: failed to get CA certs: …"
 *     time="2026-11-23T19:59:46Z" level=error msg="kubelet exited: failed to run Kubelet: …"
 */
export const embeddingLastWords = linesAs('last words of k3s or rke2', {
  in: embeddingLogs,
  pattern: /(?:level=fatal msg=|level=error msg=(?="[a-z-]{1,30} exited: )|(?=panic: ))(?<cause>.{1,600})/,
  anchor: ['level=fatal msg=', ' exited: ', 'panic: '],
});
