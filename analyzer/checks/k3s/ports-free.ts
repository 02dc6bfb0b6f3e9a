import { logMatches } from '../../fact.js';
import { k3sLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * Another program has a port that k3s needs:
 *
 * ```
 * level=fatal msg="starting kubernetes: preparing server: … listen tcp :6443: bind: address already in use"
 * ```
 */
const said = logMatches({
  in: k3sLogs,
  pattern:
    /listen (?<what>(?:tcp|udp)[46]? \S{0,60}:(?:6443|6444|9345|10250|10248|10249|10256|10257|10258|10259|10010|2379|2380|8472)): bind: address already in use/,
  anchor: 'bind: address already in use',
});

export default defineLogCheck({
  severity: 'critical',
  only: 'k3s',
  log: said,
  captures: ['what'],
  atLeast: 2,

  messages: {
    en: {
      passed: 'The ports of k3s were free',
      failed: 'A port that k3s needs is taken',
      why: 'k3s ends with this and is started again and again. Mostly a kubelet of kubeadm, another k3s, or a k3s that has not ended still has the port.',
      fix: [
        'Find who has it: `ss -lntup | grep -E ":(6443|6444|10250|2379|2380) "`.',
        'End that program: a leftover kubelet with `systemctl disable --now kubelet`; processes of an old k3s with `k3s-killall.sh`, which stops all pods of this node.',
        'Restart it: `systemctl restart k3s` (agents: `systemctl restart k3s-agent`). Running containers are not affected.',
      ],
      findings: {
        said: '{what} is taken, said {times}×, last at {last}.',
        was: 'Until {last} {what} was taken, said {times}×.',
      },
    },
    'zh-CN': {
      passed: 'k3s 所需端口未被占用',
      failed: 'k3s 所需的端口被占用',
      why: 'k3s 因此退出并被反复重启。通常是 kubeadm 的 kubelet、另一个 k3s，或未结束的旧 k3s 占用了端口。',
      fix: [
        '查找占用者：`ss -lntup | grep -E ":(6443|6444|10250|2379|2380) "`。',
        '结束该程序：残留的 kubelet 执行 `systemctl disable --now kubelet`；旧 k3s 的进程执行 `k3s-killall.sh`（会停止该节点上的所有 Pod）。',
        '重启服务：`systemctl restart k3s`（agent 节点：`systemctl restart k3s-agent`），不会影响运行中的容器。',
      ],
      findings: {
        said: '{what} 被占用，共出现 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 {what} 被占用，共出现 {times} 次。',
      },
    },
  },
});
