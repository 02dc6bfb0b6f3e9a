import { deriveFact, logMatches } from '../../fact.js';
import { previousBootLog } from '../logs/log-sources.js';

/**
 * An orderly end of the boot before this one, in the last lines of its journal:
 *
 * ```
 * systemd-logind[477]: System is rebooting.
 * systemd[1]: Reached target reboot.target - System Reboot.
 * systemd-journald[301]: Received SIGTERM from PID 1 (systemd-shutdow).
 * systemd-journald[301]: Journal stopped
 * ```
 */
const orderly = logMatches({
  in: previousBootLog,
  pattern:
    /System is (?:rebooting|powering down|halting)|Reached target (?:reboot\.target|poweroff\.target|shutdown\.target|Reboot|Power-Off|Shutdown|System Reboot|System Power Off|System Shutdown)|Journal stopped|\(systemd-shutdow|systemd\[1\]: Shutting down\.|shutting down for system reboot/,
  anchor: [
    'System is rebooting',
    'System is powering down',
    'System is halting',
    'Reached target ',
    'Journal stopped',
    '(systemd-shutdow',
    'Shutting down.',
    'shutting down for system reboot',
  ],
});

const anyLine = logMatches({
  in: previousBootLog,
  pattern: / kernel: | systemd\[1\]: | kubelet\[/,
  anchor: [' kernel: ', ' systemd[1]: ', ' kubelet['],
});

/** How the boot before this one ended, by its own journal. Unknown when the journal does not reach back to it. */
export const previousShutdown = deriveFact({
  name: 'how the boot before ended',
  needs: { orderly, anyLine },
  derive: ({ orderly: said, anyLine: lines }) => ({
    orderly: said.count > 0,
    said: said.last?.at,
    last: lines.last?.at,
  }),
});
