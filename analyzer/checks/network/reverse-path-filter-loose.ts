import { defineCheck } from '../../check.js';
import { interfaces } from '../../facts/network/interfaces.js';
import { kernelSettings } from '../../facts/network/kernel-settings.js';

/** Names of cards of machines, not of pods and bridges. */
const CARD = /^(?:eth|en|em|bond|ib|p\d)/;

export default defineCheck({
  severity: 'warning',

  needs: { settings: kernelSettings, interfaces },

  messages: {
    en: {
      passed: 'The kernel does not drop packets of pods for the way they came',
      failed: 'The kernel drops packets that come another way than it would answer',
      why: 'With `rp_filter` 1 a packet is dropped when its answer would leave through another interface. With Calico, or with several network cards, that is how packets of pods come: connections fail one way, without a trace.',
      fix: [
        'Loosen it: `sysctl -w {key}=2` (2 only asks whether there is any way back).',
        'Keep it: put the same line into `/etc/sysctl.d/99-kubernetes.conf`, and look which other file there or hardening script sets it back: `grep -r {key} /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d`.',
      ],
      findings: {
        strict: '{key} is 1 (strict), and the node has {cards}.',
      },
    },
    'zh-CN': {
      passed: '内核不会因来路不同而丢弃 Pod 数据包',
      failed: '内核会丢弃来路与回程不一致的数据包',
      why: '`rp_filter` 为 1 时，若应答会从另一块网卡发出，数据包会被丢弃。使用 Calico 或多网卡时，Pod 的数据包正是如此：连接单向失败且没有任何记录。',
      fix: [
        '放宽为松散模式：`sysctl -w {key}=2`（2 只要求存在回程路由）。',
        '永久生效：写入 `/etc/sysctl.d/99-kubernetes.conf`，并查找将其改回的其他文件或加固脚本：`grep -r {key} /etc/sysctl.conf /etc/sysctl.d /usr/lib/sysctl.d`。',
      ],
      findings: {
        strict: '{key} 为 1（严格模式），而节点有 {cards}。',
      },
    },
  },

  run({ settings, interfaces: cards }, report) {
    const external = cards.filter(
      ({ name, addresses }) => CARD.test(name) && addresses.some(({ text }) => text.includes('.')),
    );
    const calico = cards.filter(({ name }) => /^(?:cali|tunl0|vxlan\.calico)/.test(name));
    if (external.length < 2 && calico.length === 0) return;
    const several = external.length >= 2 ? external : calico.slice(0, 2);
    // The kernel takes the larger of `all` and that of the interface: 2 there loosens a 1 here.
    const all = settings.get('net.ipv4.conf.all.rp_filter');
    if (all?.value === '2') return;
    for (const { name, at } of several) {
      const key = `net.ipv4.conf.${name}.rp_filter`;
      const own = settings.get(key);
      const strict = own?.value === '1' ? own : own?.value === '2' ? undefined : all?.value === '1' ? all : undefined;
      if (!strict) continue;
      const cardsText = several.map(card => card.name).join(', ');
      report('strict', {
        params: { key: strict === all ? 'net.ipv4.conf.all.rp_filter' : key, cards: cardsText },
        evidence: [strict.at, at],
      });
      return;
    }
  },
});
