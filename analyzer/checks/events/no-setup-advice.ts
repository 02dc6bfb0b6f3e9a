import { defineEventCheck } from '../../event-check.js';

export default defineEventCheck({
  severity: 'info',
  reasons: [
    'CgroupV1',
    'CheckLimitsForResolvConf',
    'MissingClusterDNS',
    'PossibleMemoryBackedVolumesOnDisk',
    'DNSConfigForming',
  ],

  messages: {
    en: {
      passed: 'No event of the last hour has a remark about how the node is set up',
      failed: 'The kubelet has a remark about how the node is set up',
      why: 'Nothing is broken. The kubelet says once, when it starts, what will not do one day (cgroup v1), or what some pods may stumble over (more search domains or name servers than the resolver takes, no cluster DNS).',
      fix: [
        'Search domains and name servers: `cat /etc/resolv.conf`; three name servers are used, the others are not.',
        '`MissingClusterDNS`: set `clusterDNS` in the configuration of the kubelet, unless all pods use the DNS of the host.',
        'cgroup v1: plan the move to a system with cgroup v2.',
      ],
      findings: { seen: 'The kubelet reported ({times}×): {message}' },
    },
    'zh-CN': {
      passed: '最近一小时的事件中没有关于节点配置的提示',
      failed: 'kubelet 对节点配置有提示',
      why: '当前没有故障。kubelet 启动时会提示今后不再支持的配置（cgroup v1），或部分 Pod 可能受影响的配置（搜索域或 DNS 服务器超过解析器上限、未配置集群 DNS）。',
      fix: [
        '搜索域与 DNS 服务器：`cat /etc/resolv.conf`；只会使用前三个 DNS 服务器，其余不生效。',
        '`MissingClusterDNS`：在 kubelet 配置中设置 `clusterDNS`，除非所有 Pod 都使用主机的 DNS。',
        'cgroup v1：请规划迁移到支持 cgroup v2 的系统。',
      ],
      findings: { seen: 'kubelet 上报（{times} 次）：{message}' },
    },
  },
});
