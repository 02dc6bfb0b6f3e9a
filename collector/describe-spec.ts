import type { Spec } from '../bundle/spec.js';

/** What a spec does, in one line: the path that it reads or the command that it runs. */
export function describeSpec(spec: Spec): string {
  if (spec.kind === 'file') return `reads ${spec.path}`;
  if (spec.kind === 'glob') return `reads ${spec.pattern}`;
  const argv = spec.kind === 'kubectl' ? ['kubectl', ...spec.args] : spec.argv;
  return `runs ${argv.map(quote).join(' ')}`;
}

function quote(word: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
