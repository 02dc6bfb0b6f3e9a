import path from 'node:path';
import { execa } from 'execa';
import { root } from '../support.js';

export interface Watched {
  readonly exitCode: number | undefined;
  readonly stderr: string;
  readonly seconds: number;
  /** The most memory that the process had at any moment. */
  readonly peakMiB: number;
}

const PEAK = /peak (\d+)\n?$/;
/** Says at its end how much memory it had. Not by getrusage: that counts what its parent had when it was forked, too. */
const TELL = `data:text/javascript,${encodeURIComponent(
  "import{readFileSync}from'fs';process.on('exit',()=>process.stderr.write('peak '+/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))[1]))",
)}`;

/** Runs nodetriage-analyze on a bundle, in a process of its own. */
export async function analyzeWatched(bundle: string, args: readonly string[]): Promise<Watched> {
  const cli = path.join(root, 'dist/analyzer/cli.js');
  const began = performance.now();
  const { exitCode, stderr } = await execa('node', ['--import', TELL, cli, bundle, '--quiet', ...args], {
    reject: false,
    stripFinalNewline: false,
  });
  const peak = PEAK.exec(stderr)?.[1];
  return {
    exitCode,
    stderr: stderr.replace(PEAK, ''),
    seconds: (performance.now() - began) / 1000,
    peakMiB: peak === undefined ? Number.POSITIVE_INFINITY : Number(peak) / 1024,
  };
}
