import { defineCheck } from '../../check.js';
import { interfaces } from '../../facts/network/interfaces.js';

export default defineCheck({
  severity: 'critical',

  needs: { interfaces },

  messages: {
    en: {
      passed: 'The addresses of the node are its own',
      failed: 'An address of the node is used twice',
      why: 'Packets for the address reach now the one, now the other: connections break off, the node turns NotReady and Ready in turn.',
      fix: [
        'Of another machine: `arping -D -I {name} -c 3 {address}` shows its hardware address; look it up in the switch or in the lease list of DHCP.',
        'Give one of the two another address. Changing that of the node cuts it off: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data` first.',
      ],
      findings: {
        conflict: 'The kernel refuses {address} on {name}: another machine has it.',
        twice: '{address} is on more than one interface: {name}.',
      },
    },
    'zh-CN': {
      passed: '节点的地址没有重复使用',
      failed: '节点的地址被重复使用',
      why: '发往该地址的数据包时而到达一处、时而到达另一处：连接中断，节点在 NotReady 与 Ready 之间反复。',
      fix: [
        '若为其他机器占用：`arping -D -I {name} -c 3 {address}` 会显示其 MAC 地址，再在交换机或 DHCP 租约中查找。',
        '为其中一方更换地址。更换节点地址会中断其网络，请先 `kubectl drain 节点名 --ignore-daemonsets --delete-emptydir-data`。',
      ],
      findings: {
        conflict: '内核拒绝了 {name} 上的 {address}：其他机器正在使用该地址。',
        twice: '{address} 同时配置在多个接口上：{name}。',
      },
    },
  },

  run({ interfaces: cards }, report) {
    const all = cards.flatMap(({ name, addresses }) => addresses.map(address => ({ name, ...address })));
    for (const { name, text, failed, at } of all) {
      if (failed) report('conflict', { params: { name, address: text }, evidence: [at] });
    }
    // kube-ipvs0 holds the addresses of services, and the same link-local address may be on many interfaces.
    const own = all.filter(({ name, text }) => name !== 'kube-ipvs0' && !/^(?:fe80|169\.254\.|127\.|::1)/i.test(text));
    for (const text of new Set(own.map(address => address.text))) {
      const same = own.filter(address => address.text === text && !/^(?:cali|lxc|veth|gke|eni)/.test(address.name));
      if (new Set(same.map(({ name }) => name)).size < 2) continue;
      const name = same.map(address => address.name).join(', ');
      report('twice', { params: { name, address: text }, evidence: same.map(({ at }) => at), severity: 'warning' });
    }
  },
});
