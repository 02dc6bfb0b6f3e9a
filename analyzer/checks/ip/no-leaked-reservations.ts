import { reservations as reservationsSpec } from '../../../bundle/specs/network.js';
import { defineCheck } from '../../check.js';
import { optional, outcomeOf, ParseError } from '../../fact.js';
import { reservations } from '../../facts/network/counters.js';
import { nodeNetwork } from '../../facts/network/node-network.js';

const FEWEST = 60;

export default defineCheck({
  severity: 'warning',
  explainedBy: ['reboot/clean'],
  needs: { held: optional(reservations), asked: optional(outcomeOf(reservationsSpec)), node: nodeNetwork },

  messages: {
    en: {
      passed: 'Addresses are given back when pods go',
      failed: 'Addresses of pods that are gone were not given back',
      why: 'host-local keeps a file for each address. When the node or the runtime crashes, those of the pods that died with it stay. Once all 253 addresses of a /24 are taken no new pod gets one, although only a few pods run.',
      fix: [
        'Compare: `ls /var/lib/cni/networks/{network} | wc -l` and `crictl pods -q | wc -l`, with docker `docker ps -q --filter name=k8s_POD | wc -l`.',
        'Give back those without a pod. Each file holds the id of its sandbox; delete only files whose id is not listed: `for f in /var/lib/cni/networks/{network}/[0-9]*; do id=$(head -1 $f | tr -d "\\r"); crictl pods -q --no-trunc | grep -q $id || echo $f; done`',
      ],
      doesNotApply: 'The network plugin of this node does not keep its addresses in /var/lib/cni/networks.',
      findings: {
        leaked: '{addresses} addresses of {network} are taken, and {pods} pods run on the node.',
      },
    },
    'zh-CN': {
      passed: 'Pod 删除后地址已归还',
      failed: '已不存在的 Pod 的地址未归还',
      why: 'host-local 为每个地址保留一个文件。节点或运行时崩溃时，随之消失的 Pod 的文件会残留。/24 的 253 个地址全部被占用后，即使只运行少量 Pod，新的 Pod 也得不到地址。',
      fix: [
        '对比：`ls /var/lib/cni/networks/{network} | wc -l` 与 `crictl pods -q | wc -l`，docker 环境为 `docker ps -q --filter name=k8s_POD | wc -l`。',
        '归还没有对应 Pod 的地址。每个文件内是其 sandbox 的 ID，仅删除 ID 不存在的文件：`for f in /var/lib/cni/networks/{network}/[0-9]*; do id=$(head -1 $f | tr -d "\\r"); crictl pods -q --no-trunc | grep -q $id || echo $f; done`',
      ],
      doesNotApply: '该节点的网络插件不在 /var/lib/cni/networks 中记录地址。',
      findings: {
        leaked: '{network} 已占用 {addresses} 个地址，而节点上运行 {pods} 个 Pod。',
      },
    },
  },

  applies: ({ held, asked }) => held !== undefined || asked?.outcome.outcome !== 'missing',

  run({ held, node: { pods } }, report) {
    if (!held) throw new ParseError('the addresses that host-local holds could not be listed');
    if (!pods) throw new ParseError('`describe node` does not count the pods', held[0]?.at);
    for (const { network, addresses, at } of held) {
      // Pods that have ended and are kept hold an address too: some more than pods that run are common.
      if (addresses < FEWEST || addresses <= pods.count * 2) continue;
      report('leaked', { params: { network, addresses, pods: pods.count }, evidence: [at, pods.at] });
    }
  },
});
