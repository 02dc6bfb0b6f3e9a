import { entryPath } from '../../bundle/entry-path.js';
import { specs } from '../../bundle/specs/index.js';
import type { Missing } from '../engine.js';
import { cleanLine } from './clean-text.js';
import { fill, type Strings } from './strings.js';

/** Longer command lines are cut: they are there to be recognised. */
const COMMAND_LENGTH = 60;
const DETAIL_LENGTH = 300;

/** Why something is not known, in one phrase of the language: 'the node has no `auditctl -l`'. */
export function reasonFor(missing: readonly Missing[], strings: Strings): string {
  const phrases = missing.map(({ reason, what, detail }) => {
    const phrase = fill(strings.reasons[reason], { what: nameOf(what, strings) });
    if (detail === undefined || detail.trim() === '') return phrase;
    return fill(strings.reasonWithDetail, { reason: phrase, detail: cleanLine(detail, DETAIL_LENGTH) });
  });
  return [...new Set(phrases)].join(strings.reasonSeparator);
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
      return [[entryPath(spec), cleanLine(argv.map(short).join(' '), COMMAND_LENGTH)] as const];
    }),
  );
  return commands;
}

/** Format strings are no help in recognising a command. */
function short(argument: string): string {
  return argument.includes('{') && argument !== '{node}' ? '…' : argument;
}
