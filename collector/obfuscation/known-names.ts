import type { Kubectl } from '../kubectl.js';
import { readSmallFile } from '../read-file.js';
import { readText, runCommand } from '../run-command.js';
import type { KnownNames } from './obfuscator.js';

const FIRST_PERSON = 1000;
const LAST_PERSON = 60_000;
const ASK =
  '--output=jsonpath={range .items[*]}{.metadata.name}{"\\n"}{.metadata.labels.kubernetes\\.io/hostname}{"\\n"}{end}';
/** Addresses of which /etc/hosts tells only what everybody's does. */
const USUAL = /^(127\.|::1$|f[ef][0-9a-f]{2}:|0\.)/i;

/** How this machine, those that it knows, and its people are called. What does not answer tells nothing. */
export async function knownNames(
  node: { readonly name?: string; readonly hostname: string },
  kubectl: Kubectl | undefined,
  signal: AbortSignal,
): Promise<KnownNames> {
  const [hosts, passwd] = [await readSmallFile('/etc/hosts', signal), await readSmallFile('/etc/passwd', signal)];
  const { SUDO_USER, USER, LOGNAME } = process.env;
  const users = [SUDO_USER, USER, LOGNAME, ...peopleIn(passwd ?? '')];
  const names = [node.hostname, node.name, ...aliasesIn(hosts ?? ''), ...(await nodesOf(kubectl, signal))];
  return {
    hosts: names.filter(isName),
    users: users.filter(isName).filter(name => name !== 'root'),
  };
}

function isName(name: string | undefined): name is string {
  return name !== undefined && name !== '';
}

/** Names without a dot: those with one are known by their form. */
function aliasesIn(text: string): readonly string[] {
  return text.split('\n').flatMap(line => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return USUAL.test(address) ? [] : names.filter(name => /^[A-Za-z0-9_-]{2,63}$/.test(name));
  });
}

function peopleIn(text: string): readonly string[] {
  return text.split('\n').flatMap(line => {
    const [name = '', , id] = line.split(':');
    return Number(id) >= FIRST_PERSON && Number(id) < LAST_PERSON ? [name] : [];
  });
}

async function nodesOf(kubectl: Kubectl | undefined, signal: AbortSignal): Promise<readonly string[]> {
  if (!kubectl) return [];
  const argv = [kubectl.argv[0], ...kubectl.argv.slice(1), 'get', 'nodes', ASK] as const;
  const run = await runCommand(argv, { content: 'document', maxBytes: 2 ** 20, timeoutSeconds: 10, signal });
  return run.exitCode === 0 ? readText(run.stdout).split('\n') : [];
}
