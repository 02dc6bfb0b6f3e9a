import type { Cut } from '../layout.js';
import { restated } from './lines.js';

/** `systemd-219-78.el7_9.7.x86_64    Wed 04 Jan 2023 …` of a list of packages: the name alone, as `rpm -q` prints it. */
export const packageNames: Cut = source => restated(source, line => /^\S+/.exec(line)?.[0]);
