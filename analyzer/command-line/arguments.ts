import yargs from 'yargs';
import type { Limits } from '../bundle-reader/limits.js';
import { ARCHIVE_NAME } from '../bundle-reader/nested-archives.js';
import { LOCALES, type Locale, SEVERITIES, type Severity } from '../check.js';
import { FORMAT_NAMES, type Format } from '../report/formats.js';
import { LIMIT_OPTIONS, readLimits } from './limit-options.js';
import { UsageError } from './usage-error.js';

export interface Arguments {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly formats: readonly Format[];
  readonly locale: Locale;
  readonly failOn: Severity | 'none';
  /** Files that say what is known already. */
  readonly baselines: readonly string[];
  /** Of a bundle that tells of several nodes, the one to report. */
  readonly node: string | undefined;
  /** `kubelet=FILE`: what loose files are. */
  readonly as: readonly string[];
  /** Tell what is different in the second of two bundles. */
  readonly compare: boolean;
  /** Hold every entry against its checksum, and judge nothing. */
  readonly verify: boolean;
  readonly limits: Partial<Limits>;
  /** Where to write the script that asks for what is missing. */
  readonly askBack: string | undefined;
  readonly quiet: boolean;
}

const FAIL_ON = [...SEVERITIES, 'none'] as const;
/** What `-` stands for: yargs takes a bare dash for the begin of an option. */
export const STDOUT = '/dev/stdout';

const EPILOGUE = `Examples:
  nodetriage-analyze bundle.tar.gz                                  what is wrong, on the terminal
  nodetriage-analyze bundle.tar.gz -o report.html                   the report
  nodetriage-analyze bundle.tar.gz -o report.html --lang zh-CN      中文报告
  nodetriage-analyze bundle.tar.gz -o report.html report.json       one to read, one for programs
  nodetriage-analyze *.tar.gz -o reports/                           one for each bundle
  nodetriage-analyze bundle.tar.gz -o - --format json --quiet       for a pipe
  nodetriage-analyze bundles/ --format junit,sarif -o out/          for CI, of all bundles in there
  nodetriage-analyze bundle.tar.gz --baseline last-week.json        fail only on what is new
  nodetriage-analyze bundle.tar.gz --ask-back more.sh               a script to fetch what it lacks
  nodetriage-analyze bundle.tar.gz more.tar.gz                      and both read as one
  nodetriage-analyze --compare before.tar.gz after.tar.gz           what is different now
  nodetriage-analyze --verify bundle.tar.gz                         is it as the collector wrote it?
  nodetriage-analyze sosreport-n1.tar.xz                            what the customer has already
  nodetriage-analyze support-bundle.tar.gz -o cluster.html          several nodes side by side, and each
  nodetriage-analyze kubelet.log dmesg.txt describe.txt             three files out of a chat
  nodetriage-analyze --as kubelet=node.log                          when it is not told by its lines
  journalctl -u kubelet | nodetriage-analyze -                      from a pipe, or the clipboard

Formats:
  html   to read and to forward: one file, in both languages        .html
  md     for a ticket                                               .md
  json   all of it, for programs: docs/report.schema.json           .json
  sarif  SARIF 2.1.0, for code scanning and editors                 .sarif
  junit  JUnit XML: a test case for each check; critical findings
         and warnings fail, what could not be judged is skipped     .xml

Exit codes:
  0  done; no finding at or above --fail-on, or all of them are in --baseline
  1  done; findings at or above --fail-on; with --compare: new ones, or worse
     with --verify: an entry is altered, added, gone or cut
  2  the job could not be done; one line on standard error says why

A bundle that was cut or damaged is analyzed by what is left of it, and the report says that it is incomplete.
What could not be checked is shown as unknown, never as healthy. Nothing is sent anywhere.
More about formats, baselines and CI: docs/ANALYZER.md`;

/** The command line in types; undefined when it asked for --help or --version, which are then printed. */
export async function readArguments(
  argv: readonly string[],
  { version, language }: { readonly version: string; readonly language: string },
): Promise<Arguments | undefined> {
  const given = await yargs(argv.map(arg => (arg === '-' ? STDOUT : arg)))
    .scriptName('nodetriage-analyze')
    .locale('en')
    .parserConfiguration({ 'dot-notation': false, 'parse-numbers': false, 'parse-positional-numbers': false })
    .usage(
      '$0 INPUT… [-o FILE…]\n\nFinds out from a bundle of nodetriage-collect why the node broke.\nINPUT is a .tar.gz, .tar, .tar.xz, .tar.zst or .zip, the folder that one was unpacked to, or a folder with several bundles:\nof nodetriage-collect, or of sosreport, Rancher, EKS, ACK, k3s, troubleshoot.sh, must-gather or kubectl cluster-info dump.\nOr loose text files of one node: logs and outputs of commands, each told by what is in it; - is standard input.',
    )
    .option('output', {
      alias: 'o',
      type: 'string',
      array: true,
      requiresArg: true,
      default: [],
      defaultDescription: 'a summary on the terminal',
      describe:
        'Write the report: .html, .md, .json, .sarif or .xml, several if you like; a folder (ending in /); - for standard output',
    })
    .option('format', {
      type: 'string',
      requiresArg: true,
      describe:
        'html, md, json, sarif or junit, whatever the file is called; separated by commas, one for each -o, or all for a folder',
    })
    .option('lang', {
      type: 'string',
      requiresArg: true,
      choices: LOCALES,
      default: language,
      defaultDescription: `${language}, from your locale`,
      describe: 'Language of the report',
    })
    .option('fail-on', {
      type: 'string',
      requiresArg: true,
      choices: FAIL_ON,
      default: 'critical',
      describe: 'Exit with 1 on findings of this severity or worse',
    })
    .option('baseline', {
      type: 'string',
      array: true,
      requiresArg: true,
      default: [],
      defaultDescription: 'nothing is known',
      describe:
        'What is known already: an earlier report.json, or a file with a fingerprint on each line. Fail only on what is new, or worse',
    })
    .option('compare', {
      type: 'boolean',
      default: false,
      describe: 'Of two bundles: findings gone, new and still there; versions, configuration and limits that changed',
    })
    .option('node', {
      type: 'string',
      requiresArg: true,
      defaultDescription: 'all',
      describe: 'Of a bundle that tells of several nodes, as some tools make them, report this one',
    })
    .option('ask-back', {
      type: 'string',
      requiresArg: true,
      describe:
        'Write a small POSIX sh collector that fetches from the node what the bundle lacks; give what it brings beside the bundle',
    })
    .option('verify', {
      type: 'boolean',
      default: false,
      describe: 'Only hold every entry of a bundle against what its collector recorded of it',
    })
    .group(
      ['output', 'format', 'lang', 'fail-on', 'baseline', 'compare', 'node', 'as', 'ask-back', 'verify', 'quiet'],
      'Options:',
    )
    .option('as', {
      type: 'string',
      array: true,
      requiresArg: true,
      default: [],
      defaultDescription: 'told by what is in the file',
      describe: 'What a loose file is: kubelet=FILE, dmesg=FILE, describe-node=FILE, df=FILE, …',
    })
    .options(LIMIT_OPTIONS)
    .option('quiet', { alias: 'q', type: 'boolean', default: false, describe: 'No summary on the terminal' })
    .epilogue(EPILOGUE)
    .version(version)
    .help()
    .alias('help', 'h')
    .wrap(100)
    .strictOptions()
    .exitProcess(false)
    .fail((message, error) => {
      throw new UsageError(inPlainWords(error?.message ?? message));
    })
    .parseAsync();

  if (given['help'] || given['version']) return undefined;
  const { inputs, outputs, baselines } = apart(given._.map(String), given.output, given.baseline);
  if (inputs.length === 0 && given.as.length === 0) {
    const hint = outputs.length > 1 ? ' (what follows -o is taken for reports: put bundles first)' : '';
    throw new UsageError(`no bundle given${hint}; try nodetriage-analyze --help`);
  }
  return {
    inputs,
    outputs,
    formats: readFormats(once('format', given.format)),
    locale: once('lang', given.lang) as Locale,
    failOn: once('fail-on', given.failOn) as Severity | 'none',
    baselines,
    node: once('node', given.node),
    as: given.as,
    compare: given.compare,
    askBack: readAskBack(once('ask-back', given['ask-back']), given.compare),
    verify: given.verify,
    limits: readLimits(given),
    quiet: given.quiet,
  };
}

/** Options with several values swallow a bundle that comes after them: no report is called as a bundle is. */
function apart(inputs: readonly string[], outputs: readonly string[], baselines: readonly string[]) {
  const others = (values: readonly string[]) => values.filter(value => !ARCHIVE_NAME.test(value));
  const swallowed = [...outputs, ...baselines].filter(value => ARCHIVE_NAME.test(value));
  return { inputs: [...inputs, ...swallowed], outputs: others(outputs), baselines: others(baselines) };
}

function inPlainWords(message: string): string {
  const unknown = /^Unknown arguments?: ([^,]+)/.exec(message)?.[1];
  if (unknown !== undefined) {
    return `unknown option ${unknown.length > 1 ? '--' : '-'}${unknown}; try nodetriage-analyze --help`;
  }
  const bare = /^Not enough arguments following: (.+)/.exec(message)?.[1];
  if (bare !== undefined) return `${bare.length > 1 ? '--' : '-'}${bare} needs a value`;
  const choice = /Argument: (\S+), Given: (.*), Choices: (.*)/s.exec(message);
  if (choice) return `--${choice[1]} is one of ${choice[3]?.replaceAll('"', '')}, not ${choice[2]}`;
  return message;
}

function once<T>(option: string, value: T): T {
  if (Array.isArray(value)) throw new UsageError(`--${option} can be given once`);
  return value;
}

function readAskBack(file: string | undefined, compares: boolean): string | undefined {
  if (file === undefined) return undefined;
  if (file === STDOUT || ARCHIVE_NAME.test(file))
    throw new UsageError('--ask-back needs a file to write: --ask-back more.sh');
  if (compares) throw new UsageError('--ask-back asks one node for what its bundle lacks; --compare is about two');
  return file;
}

function readFormats(text: string | undefined): Format[] {
  if (text === undefined) return [];
  return text.split(',').map(name => {
    const format = FORMAT_NAMES.find(known => known === name.trim());
    if (!format) throw new UsageError(`--format knows ${FORMAT_NAMES.join(', ')}, not '${name}'`);
    return format;
  });
}
