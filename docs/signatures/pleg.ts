import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '8.1', what: 'PLEG is not healthy', check: 'pleg/healthy' },
  { id: '8.2', what: 'GenericPLEG cannot list containers', check: 'pleg/lists-containers' },
  { id: '8.3', what: 'systemd 219-62 of CentOS 7.6', check: 'pleg/systemd-not-defective' },
  { id: '8.4', what: 'systemd or its bus does not answer', check: 'pleg/systemd-answers' },
  {
    id: '8.5',
    what: 'Units of ended containers left over in systemd by the thousand',
    whyNot: 'No list of all units is collected yet; their number alone harms only together with 8.4.',
  },
  { id: '8.6', what: 'A mount that hangs', check: 'disk/mounts-answer' },
];
