import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { nodeObject } from '../../facts/cluster/node-object.js';
import { nodeUses } from '../../facts/runtime/node-uses.js';
import { isInstalled, isRunning, stateWords } from '../../facts/units/unit-state.js';
import { unitStates } from '../../facts/units/unit-states.js';

/** The kubelet has lost dockershim in 1.24. */
const FIRST_MINOR_WITHOUT_DOCKERSHIM = 24;

export default defineCheck({
  severity: 'critical',
  onlyIf: nodeUses.docker,
  explainedBy: ['docker/running'],
  needs: { node: nodeObject, units: unitStates },

  messages: {
    en: {
      passed: 'The kubelet reaches docker as its version needs it',
      failed: 'cri-dockerd, which the kubelet needs to reach docker, does not run',
      why: 'Since 1.24 the kubelet does not speak to docker any more: cri-dockerd stands between. Without it the kubelet finds no runtime and does not start.',
      fix: [
        'Start it: `systemctl enable --now cri-docker.socket cri-docker.service`, then `systemctl restart kubelet`. Running containers are not affected.',
        'It is not installed: install cri-dockerd, or move the node to containerd, which docker has brought along (drain it first).',
      ],
      doesNotApply: 'This node does not use docker.',
      findings: {
        stopped: 'The kubelet is {version} and needs cri-docker.service, which does not run: {state}.',
        absent: 'The kubelet is {version} and needs cri-dockerd, and the node has no cri-docker.service.',
      },
    },
    'zh-CN': {
      passed: 'kubelet 能以其版本所需的方式访问 docker',
      failed: 'kubelet 访问 docker 所需的 cri-dockerd 未运行',
      why: '自 1.24 起 kubelet 不再直接访问 docker，需要通过 cri-dockerd。缺少它时 kubelet 找不到运行时，无法启动。',
      fix: [
        '启动：`systemctl enable --now cri-docker.socket cri-docker.service`，然后 `systemctl restart kubelet`，不会影响运行中的容器。',
        '若未安装：请安装 cri-dockerd，或将节点迁移到 docker 自带的 containerd（请先排空节点）。',
      ],
      doesNotApply: '该节点未使用 docker。',
      findings: {
        stopped: 'kubelet 版本为 {version}，需要 cri-docker.service，但该服务未运行：{state}。',
        absent: 'kubelet 版本为 {version}，需要 cri-dockerd，但该节点没有 cri-docker.service。',
      },
    },
  },

  run({ node, units }, report) {
    const version = node.kubeletVersion;
    const minor = Number(/^v1\.(\d+)\./.exec(version?.value ?? '')?.[1]);
    if (!version || Number.isNaN(minor)) throw new ParseError('the version of the kubelet is not known');
    if (minor < FIRST_MINOR_WITHOUT_DOCKERSHIM) return;
    const state = units.find('cri-docker');
    if (!state || !isInstalled(state)) {
      report('absent', { params: { version: version.value }, evidence: [version.at, state?.at] });
    } else if (!isRunning(state)) {
      report('stopped', {
        params: { version: version.value, state: stateWords(state) },
        evidence: [...state.evidence, version.at],
      });
    }
  },
});
