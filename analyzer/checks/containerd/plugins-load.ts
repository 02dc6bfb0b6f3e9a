import { logMatches } from '../../fact.js';
import { containerdLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The CRI plug-in, the part of containerd that the kubelet talks to, did not load. Up to 1.7, and since 2.0:
 *
 * ```
 * level=warning msg="failed to load plugin io.containerd.grpc.v1.cri" error="failed to create CRI service: …"
 * level=warning msg="failed to load plugin" error="…" id=io.containerd.cri.v1.runtime type=io.containerd.cri.v1
 * ```
 */
const said = logMatches({
  in: containerdLogs,
  pattern:
    /failed to load plugin(?: io\.containerd\.grpc\.v1\.cri\b.{0,10}error="(?<error>.{1,400})|" .{0,20}error="(?<newError>.{1,400}) id=io\.containerd\.(?:cri\.v1\.runtime|grpc\.v1\.cri))/,
  anchor: 'failed to load plugin',
});

export default defineLogCheck({
  severity: 'critical',
  explainedBy: ['containerd/cri-enabled', 'containerd/watches-suffice', 'containerd/open-files-suffice'],
  only: 'containerd',
  log: said,
  recentMinutes: 1440,

  messages: {
    en: {
      passed: 'The CRI plug-in of containerd was loaded',
      failed: 'The CRI plug-in of containerd was not loaded',
      why: 'containerd runs, systemd shows it as active, and the kubelet finds nobody at its socket that understands it (`unknown service runtime.v1`). The error says why: a wrong setting, no inotify watches left, a CNI folder that cannot be read.',
      fix: [
        '`invalid plugin config`: correct `/etc/containerd/config.toml`; `containerd config dump` shows what it reads.',
        '`too many open files` or `fsnotify`: raise the limits, `sysctl -w fs.inotify.max_user_instances=1024`, and keep that in `/etc/sysctl.d/`.',
        'Restart containerd, which does not stop containers: `systemctl restart containerd`; on k3s restart k3s: `systemctl restart k3s` (or k3s-agent).',
      ],
      findings: {
        said: 'The plug-in was not loaded, said {times}×, last at {last}.',
        was: 'The plug-in was not loaded at {last}, said {times}×, and not since.',
      },
    },
    'zh-CN': {
      passed: 'containerd 的 CRI 插件已加载',
      failed: 'containerd 的 CRI 插件未能加载',
      why: 'containerd 在运行，systemd 显示为 active，但 kubelet 在其 socket 上得不到可用的服务（`unknown service runtime.v1`）。错误信息会说明原因：配置有误、inotify 用尽，或无法读取 CNI 目录。',
      fix: [
        '`invalid plugin config`：修正 `/etc/containerd/config.toml`；`containerd config dump` 可显示实际读取的配置。',
        '`too many open files` 或 `fsnotify`：调大上限 `sysctl -w fs.inotify.max_user_instances=1024`，并写入 `/etc/sysctl.d/`。',
        '重启 containerd（不会停止容器）：`systemctl restart containerd`；k3s 环境重启 k3s：`systemctl restart k3s`（或 k3s-agent）。',
      ],
      findings: {
        said: 'CRI 插件未能加载，共出现 {times} 次，最近一次在 {last}。',
        was: 'CRI 插件曾在 {last} 未能加载，共出现 {times} 次，此后未再出现。',
      },
    },
  },
});
