import { defineEventCheck } from '../../event-check.js';

/** What the kubelet says before its statistics are there: of the first round after a start. */
const STARTING = /Stats initialization may not have completed yet/;

export default defineEventCheck({
  severity: 'warning',
  explainedBy: [
    'disk/image-gc-frees-enough',
    'disk/filesystems-not-full',
    'docker/running',
    'docker/answers',
    'containerd/running',
    'containerd/embedded-runs',
  ],
  reasons: ['ImageGCFailed'],
  harmless: ({ message }) => STARTING.test(message),

  messages: {
    en: {
      passed: 'No event of the last hour says that images could not be deleted',
      failed: 'The kubelet cannot delete images',
      why: 'Every five minutes the kubelet looks whether the filesystem of the images is too full, and deletes images that nothing uses. When that fails more than once the runtime does not answer, or there is nothing left to delete; the disk fills up.',
      fix: [
        'Look at the message: it names what failed. `failed to get imageFs stats` points to a runtime that does not answer, `wanted to free` to a disk that something else fills.',
        'Look whether the runtime answers: `crictl images`, with docker `docker images`.',
        'Find what fills the disk: `df -h`, then `du -xh --max-depth=2 /var/lib | sort -h | tail -20`.',
      ],
      findings: { seen: 'The kubelet reported ({times}×): {message}' },
    },
    'zh-CN': {
      passed: '最近一小时的事件中没有镜像回收失败的记录',
      failed: 'kubelet 无法回收镜像',
      why: 'kubelet 每五分钟检查镜像所在文件系统的使用率，并删除未被使用的镜像。连续失败说明运行时没有响应，或已没有可删除的镜像，磁盘会逐渐写满。',
      fix: [
        '查看事件内容：其中指明了失败的原因。`failed to get imageFs stats` 表示运行时没有响应，`wanted to free` 表示磁盘被其他内容占用。',
        '检查运行时是否有响应：`crictl images`，docker 环境使用 `docker images`。',
        '查找占用磁盘的内容：`df -h`，然后 `du -xh --max-depth=2 /var/lib | sort -h | tail -20`。',
      ],
      findings: { seen: 'kubelet 上报（{times} 次）：{message}' },
    },
  },
});
