import { command } from '../spec.js';

/** Needs root in the first pid namespace: never answers inside a container. */
export const auditRulesLoaded = command(
  'audit/auditctl-rules',
  ['auditctl', '-l'],
  'Which files the kernel audits now: rules on docker directories can swamp a disk.',
  { timeoutSeconds: 10 },
);
export const auditStatus = command('audit/auditctl-status', ['auditctl', '-s'], 'Whether audit records were lost.', {
  timeoutSeconds: 10,
});
