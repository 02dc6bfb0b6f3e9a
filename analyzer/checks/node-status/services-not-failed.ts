import { UNITS } from '../../../bundle/specs/units.js';
import { defineCheck } from '../../check.js';
import { failedUnits } from '../../facts/units/failed-units.js';

/** These have sections of their own. */
const OWN = new Set(UNITS.map(name => `${name}.service`));
/** What containers leave behind: of pods, and not of the node. */
const OF_CONTAINERS = /^(?:run-|cri-containerd-|docker-|crio-|libpod-|kubepods|var-lib-kubelet|session-|user@)/;
const NAMED = 6;

export default defineCheck({
  severity: 'info',
  needs: { units: failedUnits },

  messages: {
    en: {
      passed: 'No other service of the node has failed',
      failed: 'Other services of the node have failed',
      why: 'They are none of those that Kubernetes needs, and most nodes live with such a one. It may still be a hint: a mount that could not be made, a disk check that failed, an agent that is missing.',
      fix: [
        'See why: `systemctl status UNIT`, `journalctl -u UNIT -b`.',
        'Is it of no use on this node: `systemctl disable --now UNIT`, then `systemctl reset-failed`.',
      ],
      findings: { failed: '{names}' },
    },
    'zh-CN': {
      passed: '节点的其他服务均未失败',
      failed: '节点上有其他服务处于失败状态',
      why: '这些服务不是 Kubernetes 所必需的，很多节点都有类似情况。但它可能是线索：挂载未成功、磁盘检查失败、某个 agent 缺失。',
      fix: [
        '查看原因：`systemctl status UNIT`，`journalctl -u UNIT -b`。',
        '若该节点不需要它：`systemctl disable --now UNIT`，然后 `systemctl reset-failed`。',
      ],
      findings: { failed: '{names}' },
    },
  },

  run({ units }, report) {
    const others = units.filter(({ name }) => !OWN.has(name) && !OF_CONTAINERS.test(name));
    if (others.length === 0) return;
    const named = others
      .slice(0, NAMED)
      .map(({ name, description }) => (description ? `${name} (${description})` : name));
    const more = others.length - named.length;
    report('failed', {
      params: { names: `${named.join(', ')}${more > 0 ? ` +${more}` : ''}` },
      evidence: others.slice(0, NAMED).map(({ at }) => at),
    });
  },
});
