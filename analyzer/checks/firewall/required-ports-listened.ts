import { defineCheck } from '../../check.js';
import { listeners } from '../../facts/network/listeners.js';
import { requiredPorts } from '../../facts/network/required-ports.js';

export default defineCheck({
  severity: 'warning',
  explainedBy: [
    'kubelet/running',
    'k3s/running',
    'k3s/ports-free',
    'disk/no-io-errors',
    'disk/xfs-sound',
    'disk/ext4-sound',
    'disk/writable',
    'k3s/not-restarting',
    'kubelet/not-restarting',
  ],
  needs: { listeners, required: requiredPorts },

  messages: {
    en: {
      passed: 'Every port that this node needs is listened on',
      failed: 'A port that this node needs is not listened on',
      why: 'The program that belongs to it does not run, has not finished starting, or another program took its port. The other nodes and the API server reach this node on these ports; what is closed shows as NotReady, as `kubectl logs` that hang, or as pods that do not reach each other over nodes. Security groups of the cloud are not seen from the node: check them as well.',
      fix: [
        'See who listens: `ss -lntup`.',
        'Look at the program that should: `systemctl status kubelet` (on k3s `k3s` or `k3s-agent`), on a control plane `crictl ps -a --name kube-apiserver`, with docker `docker ps -a --filter name=kube-apiserver`.',
        'If another program holds the port, stop it or give it another port, then restart the one that should.',
      ],
      findings: {
        missing: 'Nothing listens on {port} ({what}).',
        foreign: '{program} listens on {port}, which belongs to the {what}.',
      },
    },
    'zh-CN': {
      passed: '该节点所需的端口均在监听',
      failed: '该节点所需的端口未监听',
      why: '对应的程序未运行、尚未启动完成，或端口被其他程序占用。其他节点和 API Server 通过这些端口访问该节点；端口不通时表现为 NotReady、`kubectl logs` 卡住，或 Pod 跨节点无法通信。云平台的安全组无法从节点上看到，请一并检查。',
      fix: [
        '查看监听情况：`ss -lntup`。',
        '检查对应的程序：`systemctl status kubelet`（k3s 为 `k3s` 或 `k3s-agent`）；控制面节点 `crictl ps -a --name kube-apiserver`，docker 环境 `docker ps -a --filter name=kube-apiserver`。',
        '若端口被其他程序占用，请停止该程序或更换其端口，再重启应使用该端口的程序。',
      ],
      findings: {
        missing: '{port}（{what}）没有程序监听。',
        foreign: '{program} 占用了属于 {what} 的端口 {port}。',
      },
    },
  },

  run({ listeners: open, required }, report) {
    const [first] = open;
    for (const { port, protocol, what, mustListen, programs } of required) {
      if (!mustListen) continue;
      const holders = open.filter(one => one.port === port && one.protocol === protocol);
      const shown = { port: `${port}/${protocol}`, what };
      if (holders.length === 0) report('missing', { params: shown, evidence: [first?.at] });
      const foreign = holders.find(({ process }) => process !== undefined && !programs.test(process));
      if (!foreign || holders.some(({ process }) => process !== undefined && programs.test(process))) continue;
      report('foreign', { params: { ...shown, program: foreign.process ?? '?' }, evidence: [foreign.at] });
    }
  },
});
