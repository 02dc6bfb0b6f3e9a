/**
 * Which of several causes is more likely the deeper one: what breaks below breaks what stands on it. Each
 * class is a list of checks, or of whole sections.
 */
const CLASSES: readonly (readonly string[])[] = [
  [
    'reboot',
    'disk/no-io-errors',
    'disk/nvme-answers',
    'disk/smart-well',
    'disk/links-steady',
    'disk/raid-whole',
    'disk/ext4-sound',
    'disk/xfs-sound',
    'memory/kernel-not-leaking',
    'cpu/no-soft-lockup',
    'cpu/not-stolen',
  ],
  ['disk', 'inodes', 'auditd'],
  ['memory', 'pids'],
  ['pleg/systemd-not-defective', 'pleg/systemd-answers', 'ntp'],
  ['docker', 'containerd', 'pleg'],
  ['network', 'ip', 'firewall'],
  ['kubelet', 'k3s', 'node-status', 'events'],
];

/** From 0, the deepest. */
export function depthOf(check: string): number {
  const section = check.slice(0, check.indexOf('/'));
  const exact = CLASSES.findIndex(names => names.includes(check));
  const whole = CLASSES.findIndex(names => names.includes(section));
  return exact >= 0 ? exact : whole >= 0 ? whole : CLASSES.length;
}
