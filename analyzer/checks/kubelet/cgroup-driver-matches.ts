import { logMatches } from '../../fact.js';
import { kubeletLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * kubelet and docker make cgroups in different ways. The kubelet asks docker, up to 1.23, and refuses:
 *
 * ```
 * failed to run Kubelet: misconfiguration: kubelet cgroup driver: "cgroupfs" is different from docker cgroup driver: "systemd"
 * failed to create kubelet: misconfiguration: kubelet cgroup driver: "systemd" is different from docker cgroup driver: "cgroupfs"
 * ```
 */
const said = logMatches({
  in: kubeletLogs,
  pattern:
    /misconfiguration: kubelet cgroup driver: \\?"(?<kubelet>[a-z]{1,20})\\?" is different from docker cgroup driver: \\?"(?<docker>[a-z]{1,20})\\?"/,
  anchor: 'is different from docker cgroup driver',
});

export default defineLogCheck({
  severity: 'critical',
  log: said,
  captures: ['kubelet', 'docker'],

  messages: {
    en: {
      passed: 'kubelet and docker use the same cgroup driver, as far as the log tells',
      failed: 'kubelet and docker use different cgroup drivers',
      why: 'The kubelet ends with this right after its start, and systemd starts it again and again. One makes cgroups itself (`cgroupfs`), the other has systemd make them. Mostly docker was installed anew, or its `daemon.json` changed.',
      fix: [
        'See what docker uses: `docker info | grep -i "cgroup driver"`, and the kubelet: `grep cgroupDriver /var/lib/kubelet/config.yaml`.',
        'Make both `systemd`: in `/etc/docker/daemon.json` set `"exec-opts": ["native.cgroupdriver=systemd"]`, then restart docker, which stops the containers of this node unless `live-restore` is set: `systemctl restart docker`.',
        'Then restart it: `systemctl restart kubelet`. Running containers are not affected.',
      ],
      findings: {
        said: 'The kubelet uses {kubelet}, docker uses {docker}: said {times}×, last at {last}.',
        was: 'Until {last} the kubelet used {kubelet} and docker {docker}, said {times}×.',
      },
    },
    'zh-CN': {
      passed: '日志中没有 kubelet 与 docker 的 cgroup 驱动不一致的记录',
      failed: 'kubelet 与 docker 的 cgroup 驱动不一致',
      why: 'kubelet 启动后立即因此退出，并被 systemd 反复重启。一方自行创建 cgroup（`cgroupfs`），另一方由 systemd 创建。通常是重新安装了 docker，或修改了 `daemon.json`。',
      fix: [
        '查看 docker 的驱动：`docker info | grep -i "cgroup driver"`，以及 kubelet 的驱动：`grep cgroupDriver /var/lib/kubelet/config.yaml`。',
        '统一为 `systemd`：在 `/etc/docker/daemon.json` 中设置 `"exec-opts": ["native.cgroupdriver=systemd"]`，然后重启 docker：`systemctl restart docker`。重启 docker 会停止该节点上的容器（已设置 `live-restore` 的除外）。',
        '然后重启：`systemctl restart kubelet`，不会影响运行中的容器。',
      ],
      findings: {
        said: 'kubelet 使用 {kubelet}，docker 使用 {docker}：共出现 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前 kubelet 使用 {kubelet}，docker 使用 {docker}，共出现 {times} 次。',
      },
    },
  },
});
