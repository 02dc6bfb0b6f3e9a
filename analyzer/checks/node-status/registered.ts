import { defineCheck, seenIn } from '../../check.js';
import { optional } from '../../fact.js';
import { collectedAt } from '../../facts/collected-at.js';
import { notRegistered, registered } from '../../facts/kubelet/api-server-log.js';
import { timeText } from '../../facts/plain-text.js';
import { plainCapture } from '../../log-check.js';
import { recencyOf } from '../../recency.js';

/** A kubelet that starts with its control plane tries for as long as that takes to come up. */
const PASSING_TRIES = 20;

export default defineCheck({
  severity: 'critical',
  explainedBy: ['node-status/status-posted', 'ntp/clock-offset-small'],
  needs: { failed: notRegistered, succeeded: registered, now: optional(collectedAt) },

  messages: {
    en: {
      passed: 'The kubelet is registered with the API server, or never failed to be',
      failed: 'The kubelet cannot register its node',
      why: 'A kubelet that starts makes itself known to the API server; until that succeeds there is no node. Either the API server is not reached, or it refuses: a node may only write the Node object of its own name, and the name in its certificate is another one after a change of host name.',
      fix: [
        'Look at the error. When the API server is not reached: `curl -k https://<api-server>:6443/healthz`.',
        '`is forbidden` or `is not allowed to modify node`: compare `hostname` and `--hostname-override` with the name in the certificate: `openssl x509 -noout -subject -in /var/lib/kubelet/pki/kubelet-client-current.pem`. Give the node its old name back, or let it join anew.',
        '`Unauthorized`: the credentials do not count any more; let the node join anew with a fresh token.',
      ],
      findings: {
        refused:
          'The kubelet tried {times}× to register its node, last at {last}, and has not succeeded since: {error}',
      },
    },
    'zh-CN': {
      passed: 'kubelet 已在 API Server 注册，或未出现注册失败',
      failed: 'kubelet 无法注册节点',
      why: 'kubelet 启动后会向 API Server 注册，成功之前集群中没有该节点。可能是无法访问 API Server，也可能是被拒绝：节点只能写入与自身同名的 Node 对象，修改主机名后，证书中的名称会与之不一致。',
      fix: [
        '查看错误信息。若无法访问 API Server：`curl -k https://<api-server>:6443/healthz`。',
        '`is forbidden` 或 `is not allowed to modify node`：将 `hostname` 及 `--hostname-override` 与证书中的名称核对：`openssl x509 -noout -subject -in /var/lib/kubelet/pki/kubelet-client-current.pem`。恢复原主机名，或让节点重新加入集群。',
        '`Unauthorized`：凭据已失效，请使用新的 token 让节点重新加入集群。',
      ],
      findings: { refused: 'kubelet 已尝试注册节点 {times} 次，最近一次在 {last}，此后仍未成功：{error}' },
    },
  },

  run({ failed, succeeded, now }, report) {
    const { last } = failed;
    if (!last || failed.count < PASSING_TRIES) return;
    const { time } = last.at;
    const since = succeeded.last?.at.time;
    if (succeeded.last && (time === undefined || since === undefined || since >= time)) return;
    if (recencyOf(time, now) !== 'now') return;
    report('refused', {
      params: { times: failed.count, last: timeText(time), error: plainCapture(last.captures['error']) },
      evidence: [...new Set([failed.first?.at, last.at])],
      seen: seenIn(failed),
    });
  },
});
