import { statusTries } from '../../facts/kubelet/api-server-log.js';
import { defineLogCheck } from '../../log-check.js';

export default defineLogCheck({
  severity: 'critical',
  explainedBy: [
    'ntp/clock-offset-small',
    'network/api-server-reachable',
    'network/links-up',
    'network/conntrack-has-room',
    'kubelet/credentials-valid',
    'kubelet/connection-alive',
    'ntp/others-agree',
    'kubelet/cluster-certificates-last',
  ],
  log: statusTries,
  captures: ['error'],
  // Five tries every ten seconds: three rounds take half a minute, as the restart of an API server does.
  atLeast: 15,
  withinMinutes: 10,
  recentMinutes: 5,

  messages: {
    en: {
      passed: 'The log of the kubelet knows of no trouble with posting the status of the node',
      failed: 'The kubelet cannot post the status of the node',
      why: 'Every ten seconds the kubelet tells the API server how the node is, and it does not get through. After 40 to 50 seconds the cluster takes the node as lost and its conditions turn Unknown. What runs on the node runs on. The error tells where it fails: `connection refused` is an API server or load balancer that is down, `i/o timeout` and `no route to host` are the network or a firewall, `x509` is a certificate or the clock, `Unauthorized` is a credential that does not count any more.',
      fix: [
        'Try the way to the API server from the node: `curl -k https://<api-server>:6443/healthz`, with the address that the error names.',
        '`connection refused`: look at the API server or the load balancer before it.',
        '`i/o timeout` or `no route to host`: look at routes, firewall and security group between node and API server (TCP 6443).',
        '`x509` or `Unauthorized`: look at the certificate, `openssl x509 -noout -dates -in /var/lib/kubelet/pki/kubelet-client-current.pem`, and at the clock, `date -u`.',
        '`use of closed network connection`, again and again: restart the kubelet, which does not touch running containers: `systemctl restart kubelet` (or k3s, k3s-agent).',
      ],
      findings: {
        said: 'The kubelet could not post the status of the node, {times} tries, last at {last}: {error}',
        was: 'Until {last} the kubelet could not post the status of the node, {times} tries: {error}',
      },
    },
    'zh-CN': {
      passed: 'kubelet 日志中没有上报节点状态失败的记录',
      failed: 'kubelet 无法上报节点状态',
      why: 'kubelet 每十秒向 API Server 上报节点状态，但请求无法送达。40 至 50 秒后集群会认为该节点失联，各状态变为 Unknown；节点上已运行的业务不受影响。错误信息会指明环节：`connection refused` 表示 API Server 或负载均衡已停止；`i/o timeout`、`no route to host` 表示网络或防火墙问题；`x509` 表示证书或时钟问题；`Unauthorized` 表示凭据已失效。',
      fix: [
        '在节点上按错误信息中的地址测试到 API Server 的连通性：`curl -k https://<api-server>:6443/healthz`。',
        '`connection refused`：检查 API Server 或其前端的负载均衡。',
        '`i/o timeout` 或 `no route to host`：检查节点与 API Server 之间的路由、防火墙和安全组（TCP 6443）。',
        '`x509` 或 `Unauthorized`：检查证书 `openssl x509 -noout -dates -in /var/lib/kubelet/pki/kubelet-client-current.pem`，以及时钟 `date -u`。',
        '反复出现 `use of closed network connection`：重启 kubelet（不会影响运行中的容器）：`systemctl restart kubelet`（或 k3s、k3s-agent）。',
      ],
      findings: {
        said: 'kubelet 无法上报节点状态，共尝试 {times} 次，最近一次在 {last}：{error}',
        was: '在 {last} 之前 kubelet 无法上报节点状态，共尝试 {times} 次：{error}',
      },
    },
  },
});
