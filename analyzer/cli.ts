#!/usr/bin/env node
import { readArguments } from './command-line/arguments.js';
import { languageOf } from './command-line/language.js';
import { run, type Streams } from './command-line/run.js';
import { cleanLine } from './report/clean-text.js';
import { packageVersion } from './report/package-root.js';
import { clip } from './report/text-width.js';

/** Shorter work is done before anyone asks what it is doing. */
const PATIENCE_MS = 400;

const { env, stdout, stderr } = process;
// The reader of a pipe may stop reading; that is no failure of ours.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

let waiting: NodeJS.Timeout | undefined;
let told = false;

const streams: Streams = {
  out: text => stdout.write(text),
  complain: line => console.error(`nodetriage-analyze: ${cleanLine(line, 1000)}`),
  progress(input) {
    clearTimeout(waiting);
    if (told) stderr.write('\r\x1b[K');
    told = false;
    if (input === undefined || !stderr.isTTY || env['TERM'] === 'dumb') return;
    waiting = setTimeout(() => {
      told = true;
      // A line that wraps could not be taken back.
      stderr.write(clip(`reading ${cleanLine(input)} …`, (stderr.columns || 80) - 1));
    }, PATIENCE_MS);
  },
  width: stdout.columns || 100,
  colour: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
};

try {
  const args = await readArguments(process.argv.slice(2), { version: packageVersion(), language: languageOf(env) });
  process.exitCode = args ? await run(args, streams) : 0;
} catch (error) {
  streams.complain(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
