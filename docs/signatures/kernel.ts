import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '25.1', what: 'A block device gives I/O errors', check: 'disk/no-io-errors' },
  { id: '25.2', what: 'ATA and SCSI links are reset', check: 'disk/links-steady' },
  { id: '25.3', what: 'An NVMe disk does not answer', check: 'disk/nvme-answers' },
  { id: '25.4', what: 'ext4 finds damage', check: 'disk/ext4-sound' },
  { id: '25.5', what: 'XFS shuts down', check: 'disk/xfs-sound' },
  { id: '25.6', what: 'XFS waits for memory in one piece', check: 'disk/xfs-finds-memory' },
  { id: '25.7', what: 'A machine check that is fatal', check: 'reboot/processors-sound' },
  { id: '25.8', what: 'Errors of memory, corrected or not', check: 'reboot/memory-modules-sound' },
  { id: '25.9', what: 'Errors of the PCI bus', check: 'reboot/pci-links-sound' },
  { id: '25.10', what: 'smartd finds a failing disk', check: 'disk/smart-well' },
  { id: '25.11', what: 'An array has lost a disk', check: 'disk/raid-whole' },
  { id: '25.12', what: 'A GPU reports a fault', check: 'reboot/gpu-sound' },
  { id: '25.13', what: 'A program that the node needs crashes', check: 'kubelet/daemons-not-crashing' },
  {
    id: '25.14',
    what: 'Modules from outside taint the kernel',
    whyNot:
      'Common with drivers and security agents, and no fault; `reboot/no-kernel-oops` names them as suspects when there is one.',
  },
  {
    id: '25.15',
    what: 'A FUSE filesystem that hangs',
    whyNot:
      'Said by the kernel as a task that is blocked: the checks of the CPU section find those, whatever they wait for.',
  },
  {
    id: '25.16',
    what: 'A clock that starts in the past',
    whyNot:
      'The lines before the first synchronisation carry the wrong time themselves; what follows from it is found by `ntp/no-steps`.',
  },
];
