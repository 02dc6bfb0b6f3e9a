import { command, file } from '../spec.js';

export const addresses = command(
  'network/addresses',
  ['ip', 'addr', 'show'],
  'Addresses and state of each interface.',
  {
    orElse: [['ifconfig', '-a']],
  },
);
export const routes = command('network/routes', ['ip', 'route', 'show', 'table', 'all'], 'Where packets go.', {
  orElse: [
    ['ip', 'route'],
    ['route', '-n'],
  ],
});
export const neighbours = command('network/neighbours', ['ip', 'neigh', 'show'], 'Whether neighbours answer.', {
  orElse: [['arp', '-n']],
});
export const links = command('network/links', ['ip', '-s', 'link', 'show'], 'Dropped and broken packets.', {
  orElse: [['ifconfig', '-a']],
});
/** Without root the owners of the ports are not shown. */
export const listening = command('network/listening', ['ss', '-lntup'], 'Which ports are listened on.', {
  orElse: [['netstat', '-lntup']],
});
export const socketSummary = command('network/sockets', ['ss', '-s'], 'How many connections there are.');
export const conntrackCount = file(
  'network/conntrack-count',
  '/proc/sys/net/netfilter/nf_conntrack_count',
  'How many connections are tracked.',
);
export const conntrackMax = file(
  'network/conntrack-max',
  '/proc/sys/net/netfilter/nf_conntrack_max',
  'How many connections may be tracked.',
);
export const conntrackStats = command('network/conntrack-stats', ['conntrack', '-S'], 'Connections that were dropped.');
/** The same counters in hexadecimal, for nodes without the tool. */
export const conntrackProc = file(
  'network/conntrack-proc',
  '/proc/net/stat/nf_conntrack',
  'Connections that were dropped, as the kernel counts them.',
);
export const iptables = command('network/iptables', ['iptables-save'], 'Rules that drop or redirect packets.', {
  maxBytes: 16 * 2 ** 20,
});
export const nftables = command(
  'network/nftables',
  ['nft', 'list', 'ruleset'],
  'Rules that drop or redirect packets.',
  {
    maxBytes: 16 * 2 ** 20,
  },
);
export const firewalld = command('network/firewalld', ['firewall-cmd', '--list-all'], 'Ports that firewalld opens.', {
  okExits: [252],
});
export const ufw = command('network/ufw', ['ufw', 'status', 'verbose'], 'Ports that ufw opens.');
/** Counters of the kernel: connections that were turned away because a program did not accept them in time. */
export const tcpCounters = file('network/tcp-counters', '/proc/net/netstat', 'Connections that were turned away.');
/** One file for each address that host-local has given to a pod, named after the address. */
export const reservations = command(
  'network/reservations',
  ['ls', '-1R', '/var/lib/cni/networks'],
  'Which pod addresses are taken, by the files of the network plugin.',
  { missingExits: [2] },
);
