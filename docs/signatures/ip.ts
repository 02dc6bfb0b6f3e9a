import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  {
    id: '15.1',
    what: 'A vSwitch of Alibaba Cloud without addresses (InvalidVSwitchId.IpNotEnough)',
    check: 'ip/vswitch-has-addresses',
  },
  { id: '15.2', what: 'The range of host-local is used up', check: 'ip/node-range-has-addresses' },
  { id: '15.3', what: 'Calico has no addresses', check: 'ip/calico-has-addresses' },
  { id: '15.4', what: 'The node has no range for its pods', check: 'ip/pod-range-assigned' },
  { id: '15.5', what: 'AWS, Azure or Cilium have no addresses', check: 'ip/cloud-has-addresses' },
];
