import { defineEventCheck, minutesOf } from '../../event-check.js';

/** The first look at the images comes before their size is known: after minutes it should be. */
const STARTING_MINUTES = 5;

export default defineEventCheck({
  severity: 'warning',
  explainedBy: ['docker/running', 'docker/answers', 'containerd/running', 'containerd/embedded-runs'],
  reasons: ['InvalidDiskCapacity'],
  harmless: event => event.count < 3 || minutesOf(event) < STARTING_MINUTES,

  messages: {
    en: {
      passed: 'No event of the last hour says that the size of the image filesystem is not known',
      failed: 'The kubelet does not get to know the size of the filesystem of its images',
      why: 'The kubelet asks the container runtime where the images lie and how large that filesystem is. As long as the answer is 0 it neither deletes images nor notices that the disk is full. After a start this is said once or twice; it should not go on.',
      fix: [
        'Ask the runtime the same: `crictl imagefsinfo`, with docker `docker info | grep "Docker Root Dir"`, and look whether that folder exists: `df -h <folder>`.',
        'Look at the log of the runtime: `journalctl -u containerd`, with docker `journalctl -u docker`.',
        'Restart the kubelet, which does not touch running containers: `systemctl restart kubelet` (or k3s, k3s-agent).',
      ],
      findings: { seen: 'The kubelet reported ({times}×): {message}' },
    },
    'zh-CN': {
      passed: '最近一小时的事件中没有无法获取镜像文件系统容量的记录',
      failed: 'kubelet 无法获取镜像所在文件系统的容量',
      why: 'kubelet 会向容器运行时查询镜像的存放位置及其文件系统容量。返回值为 0 期间，kubelet 既不会回收镜像，也无法发现磁盘写满。刚启动时出现一两次属于正常现象，但不应持续出现。',
      fix: [
        '向运行时查询：`crictl imagefsinfo`，docker 环境使用 `docker info | grep "Docker Root Dir"`，并确认该目录存在：`df -h <folder>`。',
        '查看运行时日志：`journalctl -u containerd`，docker 环境使用 `journalctl -u docker`。',
        '重启 kubelet（不会影响运行中的容器）：`systemctl restart kubelet`（或 k3s、k3s-agent）。',
      ],
      findings: { seen: 'kubelet 上报（{times} 次）：{message}' },
    },
  },
});
