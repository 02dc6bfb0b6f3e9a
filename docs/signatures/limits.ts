import type { Signature } from './signature.js';

export const signatures: readonly Signature[] = [
  { id: '26.1', what: 'The table of connections is full', check: 'network/conntrack-has-room' },
  { id: '26.2', what: 'Connections collide in the table', check: 'network/conntrack-inserts' },
  { id: '26.3', what: 'inotify has run out', check: 'containerd/watches-suffice' },
  { id: '26.4', what: 'A program may open no more files', check: 'containerd/open-files-suffice' },
  {
    id: '26.5',
    what: 'vm.max_map_count is too low',
    whyNot:
      'A matter of the program that asks for it, as Elasticsearch; it says so in its own log, which is not collected.',
  },
  {
    id: '26.6',
    what: 'No more semaphores',
    whyNot: 'A matter of the programs in one pod; they say so in their own log, which is not collected.',
  },
  { id: '26.7', what: 'Short queues for connections', check: 'network/connections-accepted' },
  {
    id: '26.8',
    what: 'Settings that are recommended',
    whyNot:
      'Reported only where a setting is wrong (forwarding, bridges, reverse path) or a limit is reached, by the checks of those.',
  },
  { id: '26.9', what: 'SELinux forbids', check: 'containerd/security-tools-there' },
  { id: '26.10', what: 'apparmor_parser is missing', check: 'containerd/security-tools-there' },
  { id: '26.11', what: 'The quota of keyrings is used up', check: 'containerd/keyrings-suffice' },
];
