import { readArguments } from './command-line/arguments.js';
import { languageOf } from './command-line/language.js';
import { run, type Streams } from './command-line/run.js';
import { cleanLine } from './report/clean-text.js';
import { packageVersion } from './report/package-root.js';
import { clip } from './report/text-width.js';

/** Shorter work is done before anyone asks what it is doing. */
const PATIENCE_MS = 400;
const MOST_INPUT_BYTES = 256 * 2 ** 20;

const { env, stdout, stderr } = process;
// The reader of a pipe may stop reading; that is no failure of ours.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

let waiting: NodeJS.Timeout | undefined;
let told = false;

const streams: Streams = {
  out: text => stdout.write(text),
  input: () => wholeInput(),
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

/** More than this is no text out of a clipboard or a pipe. */
function wholeInput(): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    process.stdin.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_INPUT_BYTES) reject(new Error('standard input is longer than 256 MiB: save it to a file'));
      else chunks.push(chunk);
    });
    process.stdin.once('end', () => resolve(Buffer.concat(chunks)));
    process.stdin.once('error', reject);
  });
}

/** The program: what it is called with is in process.argv, and process.exitCode tells how it ended. */
export async function main(): Promise<void> {
  try {
    const args = await readArguments(process.argv.slice(2), { version: packageVersion(), language: languageOf(env) });
    process.exitCode = args ? await run(args, streams) : 0;
  } catch (error) {
    streams.complain(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
