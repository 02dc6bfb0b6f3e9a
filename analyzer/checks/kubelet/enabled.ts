import { defineCheck } from '../../check.js';
import { ParseError } from '../../fact.js';
import { kubeletHost } from '../../facts/kubelet/kubelet-host.js';
import { unitStates } from '../../facts/units/unit-states.js';

/** Neither survives a reboot: enabled-runtime lies in /run. All other states do, or cannot be told from here. */
const NOT_AFTER_REBOOT = ['disabled', 'enabled-runtime'];

export default defineCheck({
  severity: 'warning',
  needs: { host: kubeletHost, units: unitStates },

  messages: {
    en: {
      passed: 'The service with the kubelet starts by itself after a reboot',
      failed: 'The service with the kubelet does not start by itself after a reboot',
      why: 'The node works until it is rebooted, planned or not; then it stays `NotReady` until somebody starts the service by hand.',
      fix: [
        'Let it start at boot: `systemctl enable {unit}`. Nothing that runs is affected.',
        'Make sure that it took: `systemctl is-enabled {unit}` prints `enabled`.',
      ],
      findings: { disabled: 'The service {unit} is {state}: it will not start at the next boot.' },
    },
    'zh-CN': {
      passed: '包含 kubelet 的服务会在重启后自动启动',
      failed: '包含 kubelet 的服务不会在重启后自动启动',
      why: '节点目前可以工作，但一旦重启（无论计划内还是意外），就会一直处于 `NotReady`，直到有人手动启动该服务。',
      fix: [
        '设置开机自启：`systemctl enable {unit}`。不影响正在运行的服务和容器。',
        '确认已生效：`systemctl is-enabled {unit}` 应输出 `enabled`。',
      ],
      findings: { disabled: '服务 {unit} 的自启状态为 {state}，下次开机不会自动启动。' },
    },
  },

  run({ host, units }, report) {
    const state = units.get(host.unit);
    if (state.enabled === undefined) throw new ParseError(`whether ${state.name} starts at boot is not told`, state.at);
    if (!NOT_AFTER_REBOOT.includes(state.enabled)) return;
    report('disabled', { params: { unit: state.name, state: state.enabled }, evidence: [state.enabledAt ?? state.at] });
  },
});
