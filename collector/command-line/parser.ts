import yargs from 'yargs';
import { version } from '../version.js';
import { nearestWord } from './nearest.js';

const text = { type: 'string', requiresArg: true } as const;
const list = { type: 'array', string: true, requiresArg: true, nargs: 1 } as const;
const WHAT = 'What is collected:';
const HOW = 'How much, and how long:';
const CLUSTER = 'The cluster:';
const OUT = 'The bundle:';
const ONLY_LOOK = 'Only look:';

/** The flags of nodetriage-collect. Rejects with a message of one line for what it does not know. */
export function commandLine(words: readonly string[], columns: number) {
  return yargs([...words])
    .scriptName('nodetriage-collect')
    .usage(
      '$0 [options]\n\nCollects what explains the state of this k3s or Kubernetes node into one file, with secrets masked.',
    )
    .option('output', { ...text, alias: 'o', group: OUT, describe: 'Where to write it; - is standard output' })
    .option('encrypt-to', {
      ...list,
      group: OUT,
      describe: 'Encrypt it to this age recipient (age1…); may be given several times',
    })
    .option('obfuscate', {
      type: 'boolean',
      group: OUT,
      describe: 'Replace names and addresses by stand-ins; what stands for what stays here, in FILE.map.json',
    })
    .option('only', { ...text, group: WHAT, describe: 'Only these: ids or areas of --list, parted by commas' })
    .option('skip', { ...text, group: WHAT, describe: 'All but these' })
    .option('since', {
      ...text,
      group: WHAT,
      describe: "Logs from then on: 2h, 3d, 2026-05-01 or '2026-05-01 10:00', the node's local time",
    })
    .option('until', {
      ...text,
      group: WHAT,
      describe: 'Logs until then, in the same words',
    })
    .option('extra-file', { ...list, group: WHAT, describe: 'Also this file; may be given several times' })
    .option('extra-command', {
      ...list,
      group: WHAT,
      describe: "Also what this prints, such as 'ss -s'; no shell runs it",
    })
    .option('profile', {
      ...text,
      group: WHAT,
      describe: 'A YAML file with more to collect and other limits: docs/COLLECTOR.md',
    })
    .option('deadline', {
      ...text,
      group: HOW,
      describe: 'The run ends within this time: 300, 300s, 5m or 1h; by default 300 s',
    })
    .option('max-size', {
      ...text,
      group: HOW,
      describe: 'Of the compressed bundle: 200 (MiB), 200M or 1G; by default 200 MiB',
    })
    .option('node', {
      ...text,
      group: CLUSTER,
      describe: 'Name of this node in the cluster, when it is not found by itself',
    })
    .option('kubectl', { ...text, group: CLUSTER, describe: "How to call kubectl, such as 'k3s kubectl'" })
    .option('kubeconfig', { ...text, group: CLUSTER, describe: 'Given to kubectl, never collected' })
    .option('list', {
      type: 'boolean',
      group: ONLY_LOOK,
      describe: 'Print what would be collected and why, and do nothing else',
    })
    .option('dry-run', { type: 'boolean', group: ONLY_LOOK, describe: 'The same as --list' })
    .option('estimate', {
      type: 'boolean',
      group: ONLY_LOOK,
      describe: 'Tell how large the bundle would be, and do nothing else',
    })
    .option('quiet', { type: 'boolean', describe: 'No progress, no summary' })
    .example('sudo $0', 'collect into the current folder')
    .example("sudo $0 --since 3d --kubectl 'k3s kubectl'", 'the last three days; kubectl is part of k3s')
    .example('ssh node sudo nodetriage-collect -o - > node.tar.gz', 'leave nothing on the node')
    .example('$0 script > collect.sh', 'a collector for nodes without Node.js')
    .epilogue(
      'Exit codes: 0 bundle written, whatever was found; 2 could not begin (unknown flag, output cannot be written);\n' +
        '3 the output broke off, for instance by a full disk; 130 interrupted, the bundle is closed and readable.',
    )
    .version(version)
    .strict()
    .command('$0', false, {})
    .command('script', 'Print a collector for nodes without Node.js: one file for sh')
    .parserConfiguration({ 'duplicate-arguments-array': false, 'camel-case-expansion': true })
    .wrap(Math.min(110, columns))
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new Error(message);
    });
}

/** The flag that was probably meant, as ` did you mean --deadline?`; empty when none is near. */
export function didYouMean(message: string): string {
  const typed = /^Unknown arguments?: ([a-z-]{3,30})/i.exec(message)?.[1];
  const meant = typed && nearestWord(typed, FLAGS);
  return meant ? `: did you mean --${meant}?` : '';
}

const FLAGS = [
  'output',
  'encrypt-to',
  'obfuscate',
  'only',
  'skip',
  'since',
  'until',
  'extra-file',
  'extra-command',
  'profile',
  'deadline',
  'max-size',
  'node',
  'kubectl',
  'kubeconfig',
  'list',
  'dry-run',
  'estimate',
  'quiet',
  'help',
  'version',
];
