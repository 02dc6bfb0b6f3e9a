import { entryPath } from '../../bundle/entry-path.js';
import { specs } from '../../bundle/specs/index.js';
import type { Locale } from '../check.js';
import type { Missing } from '../engine.js';
import { cleanLine } from './clean-text.js';
import { saidIn } from './said.js';
import { fill, type Strings } from './strings.js';

/** Longer command lines are cut: they are there to be recognised. */
const COMMAND_LENGTH = 60;
const DETAIL_LENGTH = 300;

/** Why something is not known, in one phrase of the language: '`auditctl -l` is not on this node'. */
export function reasonFor(missing: readonly Missing[], strings: Strings, locale: Locale): string {
  const phrases = missing.filter(isFirstOfItsKind).map(({ reason, what, detail, tool }) => {
    const phrase = fill(strings.reasons[reason], {
      what: nameOf(what, strings),
      tool: tool === undefined ? '' : strings.tools[tool],
    });
    if (detail === undefined || detail.trim() === '') return phrase;
    return fill(strings.reasonWithDetail, { reason: phrase, detail: saidIn(locale, cleanLine(detail, DETAIL_LENGTH)) });
  });
  return [...new Set(phrases)].join(strings.reasonSeparator);
}

/** Several entries that would have told, and that one and the same thing took away, are worth one word. */
function isFirstOfItsKind({ reason, detail }: Missing, at: number, all: readonly Missing[]): boolean {
  return detail === undefined || all.findIndex(other => other.reason === reason && other.detail === detail) === at;
}

/** What a person calls an entry: the command that was run, the path on the node, or the word of the language. */
function nameOf(what: string, strings: Strings): string {
  if (Object.hasOwn(strings.names, what)) return strings.names[what] ?? what;
  const command = commandOf().get(what);
  if (command !== undefined) return command;
  return cleanLine(what.startsWith('files/') ? what.slice('files'.length) : what, DETAIL_LENGTH);
}

let commands: ReadonlyMap<string, string> | undefined;

/** `commands/disk/df.txt` → `df -PT`, of all documents that a command makes. */
function commandOf(): ReadonlyMap<string, string> {
  commands ??= new Map(
    specs.flatMap(spec => {
      if (spec.content === 'log' || spec.kind === 'file' || spec.kind === 'glob') return [];
      const argv = spec.kind === 'kubectl' ? ['kubectl', ...spec.args] : spec.argv;
      return [[entryPath(spec), cleanLine(argv.filter(isTelling).map(short).join(' '), COMMAND_LENGTH)] as const];
    }),
  );
  return commands;
}

/** The name of the node stands in the report's heading. */
function isTelling(argument: string): boolean {
  return argument !== '{node}';
}

/** Format strings are no help in recognising a command. */
function short(argument: string): string {
  return argument.includes('{') ? '…' : argument;
}
