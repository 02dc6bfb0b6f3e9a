import { logMatches } from '../../fact.js';
import { dockerLogs } from '../../facts/logs/log-sources.js';
import { defineLogCheck } from '../../log-check.js';

/**
 * The devicemapper storage driver has no blocks left, or runs on loopback files:
 *
 * ```
 * devmapper: Thin Pool has 1023 free data blocks which is less than minimum required 2048 free data blocks. Create more free space …
 * ```
 */
const said = logMatches({
  in: dockerLogs,
  pattern:
    /Thin Pool has (?<free>\d{1,15}) free (?<kind>data|metadata) blocks which is less than minimum required (?<need>\d{1,15})/,
  anchor: 'Thin Pool has ',
});

export default defineLogCheck({
  severity: 'critical',
  only: 'docker',
  log: said,
  captures: ['free', 'kind', 'need'],

  messages: {
    en: {
      passed: 'docker did not run out of blocks in a thin pool',
      failed: 'The thin pool of docker is full',
      why: 'With the devicemapper driver images and containers live in a pool of their own, which `df` does not show. When it is full no container can write or be started.',
      fix: [
        'See how full it is: `docker info | grep -i space`, `lvs -a`.',
        'Delete what is not used: `docker system prune`, which removes stopped containers and images without a name.',
        'Enlarge the pool (`lvextend`), or better move to overlay2, which needs all images anew: drain the node first.',
      ],
      findings: {
        said: 'The pool has {free} free {kind} blocks, {need} are needed: said {times}×, last at {last}.',
        was: 'Until {last} the pool had too few free {kind} blocks ({free}, needed {need}), said {times}×.',
      },
    },
    'zh-CN': {
      passed: 'docker 的 thin pool 空间充足',
      failed: 'docker 的 thin pool 已满',
      why: '使用 devicemapper 驱动时，镜像和容器存放在独立的存储池中，`df` 无法显示其用量。存储池写满后容器无法写入，也无法启动。',
      fix: [
        '查看用量：`docker info | grep -i space`、`lvs -a`。',
        '清理未使用的内容：`docker system prune`，会删除已停止的容器和无标签的镜像。',
        '扩容存储池（`lvextend`），或迁移到 overlay2：需要重新获取所有镜像，请先排空节点。',
      ],
      findings: {
        said: '存储池剩余 {free} 个 {kind} 块，至少需要 {need}：共出现 {times} 次，最近一次在 {last}。',
        was: '在 {last} 之前存储池剩余的 {kind} 块不足（{free}，需要 {need}），共出现 {times} 次。',
      },
    },
  },
});
