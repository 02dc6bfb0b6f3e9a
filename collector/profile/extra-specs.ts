import { normalize } from 'node:path/posix';
import type { CommandSpec, FileSpec, Spec } from '../../bundle/spec.js';
import { command, file } from '../../bundle/spec.js';
import { FlagError } from '../command-line/quantities.js';
import { whyNotOpened } from '../read-file.js';
import { splitWords } from '../split-words.js';

const WHY = 'Was asked for on the command line.';

/** `--extra-file`: a log when its name says so, of which the newest end is kept. Throws FlagError. */
export function extraFile(path: string): FileSpec {
  if (!path.startsWith('/')) throw new FlagError(`--extra-file ${path}: give the whole path, from / on`);
  const plain = normalize(path) as `/${string}`;
  const forbidden = whyNotOpened(plain);
  if (forbidden !== undefined) throw new FlagError(`--extra-file: ${forbidden}`);
  return file(`extra/${nameOf(plain)}`, plain, WHY, { content: contentOf(path) });
}

/** `--extra-command`: run without a shell, so that a pipe or a variable is a word like any other. Throws FlagError. */
export function extraCommand(line: string): CommandSpec {
  const [program, ...args] = splitWords(line);
  if (program === undefined) throw new FlagError('--extra-command is empty');
  const mark = args.find(word => /^[|<>&;]+$/.test(word));
  if (mark !== undefined) {
    throw new FlagError(`--extra-command '${line}': no shell runs it, '${mark}' would be a word for ${program}`);
  }
  const forbidden = whyNotRun([program, ...args]);
  if (forbidden !== undefined) throw new FlagError(`--extra-command: ${forbidden}`);
  return command(`extra/${nameOf(line)}`, [program, ...args], WHY);
}

const SECRETS = /^(secrets?(\/|$)|(.*,)?secrets?(,|$|\.))/i;
const ASKS_THE_CLUSTER = /(^|\/)(kubectl|k3s|rke2|oc|crictl|ctr|docker|nerdctl)$/;

/** What users may not ask for either: Secrets, and files that hold keys. Undefined when there is nothing against it. */
export function whyNotRun(words: readonly string[]): string | undefined {
  const secrets = words.some(word => ASKS_THE_CLUSTER.test(word)) && words.find(word => SECRETS.test(word));
  if (secrets) return `${secrets}: Secrets are never collected`;
  const paths = words.flatMap(word => /\/[^=:,]*$/.exec(word)?.[0] ?? []);
  return paths.map(whyNotOpened).find(reason => reason !== undefined);
}

/** A file whose name ends so is read from its end. */
export function contentOf(path: string): Spec['content'] {
  return /\.log(\.\d+)?$|\/(messages|syslog)$/.test(path) ? 'log' : 'document';
}

/** `/opt/app/app.conf` as `opt-app-app.conf`: names the entry, so no more than letters, digits, dots and dashes. */
export function nameOf(text: string): string {
  const name = text.replaceAll(/[^A-Za-z0-9._]+/g, '-').replaceAll(/^[-.]+|-+$/g, '');
  return name.slice(0, 80) || 'unnamed';
}

/** Gives specs that share an id a number. */
export function withOwnIds(specs: readonly Spec[], taken: ReadonlySet<string>): readonly Spec[] {
  const used = new Set(taken);
  return specs.map(spec => {
    let id = spec.id;
    for (let i = 2; used.has(id); i++) id = `${spec.id}-${i}`;
    used.add(id);
    return { ...spec, id };
  });
}
