import { containerdConfig as spec } from '../../../bundle/specs/config.js';
import { defineCheck } from '../../check.js';
import { optional, outcomeOf, ParseError } from '../../fact.js';
import { containerRuntime } from '../../facts/runtime/container-runtime.js';
import { CRI_PLUGINS, containerdConfig } from '../../facts/runtime/containerd-config.js';

export default defineCheck({
  severity: 'critical',
  needs: { runtime: containerRuntime, asked: outcomeOf(spec), config: optional(containerdConfig) },

  messages: {
    en: {
      passed: 'containerd offers the interface that the kubelet needs (CRI)',
      failed: 'containerd is configured not to serve the kubelet',
      why: 'The package `containerd.io` brings a `config.toml` that switches the CRI plugin off, because docker does not need it. The kubelet does: it gets `unknown service runtime.v1.RuntimeService` and ends or stays `NotReady`.',
      fix: [
        'Remove {plugin} from `disabled_plugins` in `/etc/containerd/config.toml`.',
        'Restart containerd, then the kubelet: `systemctl restart containerd; systemctl restart kubelet`. Running containers are not affected.',
        'Make sure that it answers: `crictl info`.',
      ],
      doesNotApply: 'The kubelet of this node does not use a containerd that is configured in /etc/containerd.',
      findings: { disabled: 'The configuration of containerd switches {plugin} off.' },
    },
    'zh-CN': {
      passed: 'containerd 提供了 kubelet 所需的接口（CRI）',
      failed: 'containerd 的配置禁用了 kubelet 所需的接口',
      why: '软件包 `containerd.io` 自带的 `config.toml` 默认禁用 CRI 插件，因为 docker 不需要它。但 kubelet 需要：它会得到 `unknown service runtime.v1.RuntimeService` 错误而退出，或使节点一直处于 `NotReady`。',
      fix: [
        '从 `/etc/containerd/config.toml` 的 `disabled_plugins` 中删除 {plugin}。',
        '依次重启 containerd 和 kubelet：`systemctl restart containerd; systemctl restart kubelet`。运行中的容器不受影响。',
        '确认能够响应：`crictl info`。',
      ],
      doesNotApply: '该节点的 kubelet 不使用由 /etc/containerd 配置的 containerd。',
      findings: { disabled: 'containerd 的配置禁用了 {plugin}。' },
    },
  },

  // docker works with the CRI switched off; k3s and RKE2 write a configuration of their own elsewhere.
  applies: ({ runtime }) => runtime.name === 'containerd' && !runtime.embedded,

  run({ asked: { outcome, at }, config }, report) {
    // Without a file containerd has its defaults: everything is on.
    if (outcome.outcome === 'missing') return;
    if (!config) throw new ParseError(`config.toml of containerd: ${outcome.outcome}, and cannot be read`, at);
    for (const plugin of config.disabledPlugins) {
      if (CRI_PLUGINS.includes(plugin)) report('disabled', { params: { plugin }, evidence: [config.at] });
    }
  },
});
