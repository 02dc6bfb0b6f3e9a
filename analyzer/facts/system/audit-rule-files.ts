import { auditRules, auditRulesDir } from '../../../bundle/specs/config.js';
import { defineFact, type Evidence } from '../../fact.js';

/** A rule on a folder of the container runtime, as a file of auditd has it. */
export interface AuditFileRule {
  readonly path: string;
  readonly at: Evidence;
}

/**
 * The rules of one file below /etc/audit, which auditd loads when it starts, on folders of docker and containerd;
 * the same forms as in `auditctl -l`. Single files (`/usr/bin/dockerd`) are left out: they are harmless.
 *
 * ```
 * -w /var/lib/docker -k docker
 * -a always,exit -F dir=/var/lib/docker -F perm=wa -F key=docker
 * ```
 */
export const auditFileRules = defineFact<readonly AuditFileRule[]>({
  name: 'the rules in the files of auditd',
  from: [auditRulesDir, auditRules],
  parse: source =>
    source.lines.flatMap(at => {
      const [, path] = /^\s*-w (\S+)|^\s*-a .*-F dir=(\S+)/.exec(at.text)?.filter(Boolean) ?? [];
      return path !== undefined && FOLDERS.test(path) ? [{ path, at }] : [];
    }),
});

const FOLDERS = /^\/(?:var\/lib\/(?:docker|containerd|rancher)|run\/containerd|var\/lib|var)\/?$/;
