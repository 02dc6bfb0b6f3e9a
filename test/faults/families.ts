import { clockFaults } from './clock.js';
import { commandFaults } from './commands.js';
import { diskFaults } from './disk.js';
import type { Fault } from './fault.js';
import { hangFaults } from './hangs.js';
import { journalFaults } from './journal.js';
import { limitFaults } from './limits.js';

/** Every fault that is made. */
export const FAMILIES: Readonly<Record<string, readonly Fault[]>> = {
  commands: commandFaults,
  hangs: hangFaults,
  limits: limitFaults,
  clock: clockFaults,
  disk: diskFaults,
  journal: journalFaults,
};
