import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { documentOf } from '../analyzer/bundle-reader/document.js';
import { type Collection, type Evidence, type Fact, ParseError, type Source } from '../analyzer/fact.js';
import { listedNodes } from '../analyzer/facts/cluster/listed-nodes.js';
import { nodeEvents } from '../analyzer/facts/cluster/node-events.js';
import { nodeLease } from '../analyzer/facts/cluster/node-lease.js';
import { nodeObject } from '../analyzer/facts/cluster/node-object.js';
import { nodeResources } from '../analyzer/facts/cluster/node-resources.js';
import { podsOnNode } from '../analyzer/facts/cluster/pods-on-node.js';
import { warningEvents } from '../analyzer/facts/cluster/warning-events.js';
import { certificateExpiries } from '../analyzer/facts/kubelet/certificate-expiries.js';
import { clientCertificate } from '../analyzer/facts/kubelet/certificates.js';
import { kubeletRuntime } from '../analyzer/facts/kubelet/kubelet-runtime.js';
import { limitsInFile } from '../analyzer/facts/kubelet/kubelet-thresholds.js';
import { loadAverage } from '../analyzer/facts/load/load-average.js';
import { pressure } from '../analyzer/facts/load/pressure.js';
import { processes } from '../analyzer/facts/load/processes.js';
import { processorTime } from '../analyzer/facts/load/processor-time.js';
import { processors } from '../analyzer/facts/load/processors.js';
import { swapsInUse } from '../analyzer/facts/load/swaps.js';
import { unitTasks } from '../analyzer/facts/load/unit-tasks.js';
import { conntrackStats, neighbourCount, reservations, tcpCounters } from '../analyzer/facts/network/counters.js';
import { firewalld, ufw } from '../analyzer/facts/network/firewall-services.js';
import { interfaceCounters, interfaces } from '../analyzer/facts/network/interfaces.js';
import { kernelSettings } from '../analyzer/facts/network/kernel-settings.js';
import { kubeletResolvConf } from '../analyzer/facts/network/kubelet-resolv-conf.js';
import { listeners } from '../analyzer/facts/network/listeners.js';
import { nodeNetwork } from '../analyzer/facts/network/node-network.js';
import { packetFilter } from '../analyzer/facts/network/packet-filter.js';
import { resolver } from '../analyzer/facts/network/resolv-conf.js';
import { routes } from '../analyzer/facts/network/routes.js';
import { containerdConfig } from '../analyzer/facts/runtime/containerd-config.js';
import { runtimeConditions } from '../analyzer/facts/runtime/crictl-status.js';
import { daemonJson, dockerStart } from '../analyzer/facts/runtime/docker-daemon.js';
import { dockerStorage } from '../analyzer/facts/runtime/docker-info.js';
import { k3sConfigCheck } from '../analyzer/facts/runtime/k3s-check-config.js';
import { diskActivity } from '../analyzer/facts/storage/disk-activity.js';
import { filesystemRows } from '../analyzer/facts/storage/filesystems.js';
import { raidArrays } from '../analyzer/facts/storage/mdstat.js';
import { mounts } from '../analyzer/facts/storage/mounts.js';
import { auditFileRules } from '../analyzer/facts/system/audit-rule-files.js';
import { auditWatches } from '../analyzer/facts/system/audit-rules.js';
import { auditStatus } from '../analyzer/facts/system/audit-status.js';
import { bootLogs } from '../analyzer/facts/system/boot-logs.js';
import { boots } from '../analyzer/facts/system/boots.js';
import { diskWriters } from '../analyzer/facts/system/iotop.js';
import { memory } from '../analyzer/facts/system/memory.js';
import { osName } from '../analyzer/facts/system/system-versions.js';
import { systemdPackage } from '../analyzer/facts/system/systemd-release.js';
import { threadsByProcess } from '../analyzer/facts/system/threads.js';
import { chronySources } from '../analyzer/facts/time/chrony-sources.js';
import { chronyTracking } from '../analyzer/facts/time/chrony-tracking.js';
import { ntpPeers } from '../analyzer/facts/time/ntpq-peers.js';
import { clockState } from '../analyzer/facts/time/timedatectl.js';
import { failedUnits } from '../analyzer/facts/units/failed-units.js';
import { unitsShown } from '../analyzer/facts/units/units-shown.js';
import { unitsStatus } from '../analyzer/facts/units/units-status.js';
import { fixtures, golden } from './support.js';

/** The folder of each fact in fixtures/facts: one folder below it for each form in which nodes print it. */
const FACTS: Readonly<Record<string, Fact<unknown>>> = {
  'audit-rule-files': auditFileRules,
  'audit-rules': auditWatches,
  interfaces,
  'interface-counters': interfaceCounters,
  routes,
  listeners,
  'kernel-settings': kernelSettings,
  'resolv-conf': resolver,
  'kubelet-resolv-conf': kubeletResolvConf,
  'packet-filter': packetFilter,
  firewalld,
  ufw,
  'conntrack-stats': conntrackStats,
  'tcp-counters': tcpCounters,
  neighbours: neighbourCount,
  reservations,
  'node-network': nodeNetwork,
  mdstat: raidArrays,
  iotop: diskWriters,
  'audit-status': auditStatus,
  'boot-logs': bootLogs,
  boots,
  df: filesystemRows,
  'kubelet-limits': limitsInFile,
  'node-events': nodeEvents,
  'node-lease': nodeLease,
  'node-object': nodeObject,
  'chrony-sources': chronySources,
  'chrony-tracking': chronyTracking,
  'daemon-json': daemonJson,
  'docker-start': dockerStart,
  'kubelet-runtime': kubeletRuntime,
  ntpq: ntpPeers,
  timedatectl: clockState,
  'unit-status': unitsStatus.kubelet,
  'units-shown': unitsShown,
  threads: threadsByProcess,
  'node-resources': nodeResources,
  'pods-on-node': podsOnNode,
  'warning-events': warningEvents,
  pressure: pressure.cpu,
  processes,
  'processor-time': processorTime,
  processors,
  swaps: swapsInUse,
  'unit-tasks': unitTasks,
  'runtime-conditions': runtimeConditions,
  'certificate-expiries': certificateExpiries,
  'failed-units': failedUnits,
  'disk-activity': diskActivity,
  'listed-nodes': listedNodes,
  'os-name': osName,
  'systemd-package': systemdPackage,
  mounts,
  'containerd-config': containerdConfig,
  'client-certificate': clientCertificate,
  'k3s-check-config': k3sConfigCheck,
  'docker-info': dockerStorage,
  memory,
  'load-average': loadAverage,
};

/** Eight hours east, so that a local time taken for UTC shows. */
const COLLECTION: Collection = {
  collectedAt: Date.parse('2026-11-23T20:00:00.000Z'),
  header: {
    collector: { name: 'node', version: '0.1.0' },
    node: { name: 'kn1', hostname: 'kn1', kind: 'kubeadm', kindFrom: 'a test' },
    startedAt: '2026-11-23T20:00:00.000Z',
    utcOffsetMinutes: 480,
    uptimeSeconds: 432600,
    user: { id: 0, name: 'root' },
  },
};

describe('facts read what nodes print', () => {
  it('in GBK, as nodes with a Chinese locale do', () => {
    // 文件系统 容量, as GBK bytes.
    const title = Buffer.from([0xce, 0xc4, 0xbc, 0xfe, 0xcf, 0xb5, 0xcd, 0xb3, 0x20, 0xc8, 0xdd, 0xc1, 0xbf, 0x0a]);
    expect(documentOf('input.txt', title).text).to.equal('文件系统 容量\n');
    expect(documentOf('input.txt', Buffer.from('文件系统\n')).text).to.equal('文件系统\n');
    expect(documentOf('input.txt', Buffer.from([0x61, 0xff, 0x0a])).text).to.equal('a\ufffd\n');
  });

  it('every folder of forms belongs to a fact, and every fact has forms', () => {
    expect(readdirSync(path.join(fixtures, 'facts')).sort()).to.deep.equal(Object.keys(FACTS).sort());
  });

  for (const [name, fact] of Object.entries(FACTS)) {
    describe(name, () => {
      for (const variant of readdirSync(path.join(fixtures, 'facts', name))) {
        const dir = path.join(fixtures, 'facts', name, variant);
        const text = readFileSync(path.join(dir, 'input.txt'), 'utf8');

        it(variant.replaceAll('-', ' '), async () => {
          const actual = `${JSON.stringify(read(fact, text), readable, 2)}\n`;
          expect(actual).to.equal(await golden(path.join(dir, 'expected.json'), actual));
        });

        it(`${variant.replaceAll('-', ' ')}: the same with a byte order mark, CRLF, colours and NULs`, () => {
          const plain = JSON.stringify(read(fact, text), readable);
          for (const [how, bytes] of Object.entries(disguised(text))) {
            expect(JSON.stringify(readSource(fact, documentOf('input.txt', bytes)), readable), how).to.equal(plain);
          }
        });

        it(`${variant.replaceAll('-', ' ')}: cut anywhere it is read or refused, never a defect`, () => {
          for (let end = 0; end < text.length; end += Math.max(1, Math.floor(text.length / 200))) {
            read(fact, text.slice(0, end));
          }
        });
      }
    });
  }
});

/** What the fact makes of a text, or the complaint of its parser; any other exception is a defect of ours. */
function read(fact: Fact<unknown>, text: string): unknown {
  return readSource(fact, source(text));
}

function readSource(fact: Fact<unknown>, from: Source): unknown {
  if (fact.kind !== 'parsed') throw new Error(`${fact.name} is not read from a document`);
  try {
    return fact.parse(from, COLLECTION);
  } catch (error) {
    if (error instanceof ParseError) return { refused: error.message };
    throw error;
  }
}

/** JSON, YAML and TOML: a control character in them is a fault of theirs, not of who printed them. */
const STRUCTURED = /^\s*(\{|apiVersion:|#|kind:|version = |\[plugins)/;

/** The same text as other programs and terminals leave it. */
function disguised(text: string): Readonly<Record<string, Buffer>> {
  const marked = {
    'byte order mark': Buffer.from(`\ufeff${text}`),
    CRLF: Buffer.from(text.replaceAll('\n', '\r\n')),
  };
  if (STRUCTURED.test(text)) return marked;
  return {
    ...marked,
    colours: Buffer.from(text.replaceAll('\n', '\x1b[0m\n')),
    NULs: Buffer.from(text.replaceAll('\n', '\0\n')),
  };
}

function source(text: string): Source {
  const lines = text.split('\n').map((line, i): Evidence => ({ file: 'input.txt', line: i + 1, text: line }));
  return { path: 'input.txt', text, lines };
}

/** Evidence as its line number, maps as objects. */
function readable(_: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value);
  const isEvidence = typeof value === 'object' && value !== null && 'file' in value && 'line' in value;
  return isEvidence ? value.line : value;
}
