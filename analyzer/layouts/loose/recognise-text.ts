import { dockerDaemon, kubeletConfig } from '../../../bundle/specs/config.js';
import { kubeletConfigz, nodeEvents, nodeJson, podsOnNode, warningEvents } from '../../../bundle/specs/kubernetes.js';
import { date as dateSpec } from '../../../bundle/specs/node.js';
import { crictlInfo } from '../../../bundle/specs/runtime.js';
import { UNITS, type UnitName, unitStatus } from '../../../bundle/specs/units.js';
import { nodeEventLines, nodeOfList, podLines, warningLines } from '../cuts/cluster-objects.js';
import { statusOf } from '../cuts/unit-status.js';
import { type Guess, type LooseText, sure } from './guess.js';
import { guessLog, LOG_NAMES } from './guess-log.js';
import { KNOWN_DOCUMENTS } from './known-documents.js';

/** `● kubelet.service - …` with `Loaded:` and `Active:` below. */
const STATUS_TITLE = /^(?:\S )?([\w@.-]+)\.service(?: - |\s*$)/m;

/** What a text is, by what is in it; undefined when nobody knows. */
export function recogniseText(text: LooseText): Guess | undefined {
  return manifest(text) ?? status(text) ?? document(text) ?? date(text) ?? guessLog(text);
}

/** What the user says that it is: a log by its name, or a document as one would type it. Undefined for a word that is none of ours. */
export function namedKind(word: string): Guess | undefined {
  const log = LOG_NAMES.get(word);
  if (log) return { as: word, certainty: 'sure', specs: log };
  if (word === 'journal') return guessLog({ name: '', head: '', lines: ['Jan  1 00:00:00 n kubelet: '] });
  const known = KNOWN_DOCUMENTS.find(({ as, spec }) => slug(as) === word || spec.id.endsWith(`/${word}`));
  return known && sure(known.as, known.spec, known.cut);
}

/** All words that `--as` knows. */
export function kindNames(): readonly string[] {
  return ['journal', ...LOG_NAMES.keys(), ...KNOWN_DOCUMENTS.map(({ as }) => slug(as))];
}

/** `kubectl describe node` is `describe-node`; `/etc/resolv.conf` is `resolv.conf`. */
function slug(as: string): string {
  return as
    .replace(/^kubectl (?:get )?/, '')
    .replace(/^.*\//, '')
    .replace(/ -+/g, '-')
    .replaceAll(' ', '-');
}

/** A table has its heading among its first lines. */
const MOST_BEFORE_HEADING = 50;

function document({ head, lines }: LooseText): Guess | undefined {
  const first = lines.slice(0, MOST_BEFORE_HEADING).map(line => line.trim().split(/\s+/));
  const known = KNOWN_DOCUMENTS.find(
    ({ has, columns = [] }) =>
      has.every(pattern => pattern.test(head)) &&
      (columns.length === 0 ||
        first.some(words => columns.every(names => names.some(column => words.includes(column))))),
  );
  return known && sure(known.as, known.spec, known.cut);
}

function status({ head }: LooseText): Guess | undefined {
  const unit = STATUS_TITLE.exec(head)?.[1];
  if (unit === undefined || !/^ *Loaded: /m.test(head) || !/^ *Active: /m.test(head)) return undefined;
  const units = UNITS.filter(name => new RegExp(String.raw`^(?:\S )?${name}\.service(?: - |\s*$)`, 'm').test(head));
  const more = units.map((name: UnitName) => ({ specs: [unitStatus[name]], cut: statusOf(name) }));
  const as = `systemctl status ${units.length === 0 ? unit : units.slice(0, 3).join(' ')}`;
  return { as, certainty: 'sure', specs: [], ...(more.length > 0 && { more }) };
}

const KIND = /^"?kind"?: {0,4}"?(\w{1,100})"?,?$/;

/** Objects of Kubernetes, and the few JSON files of a node. The head may end in the middle: it is not parsed. */
function manifest({ head, lines }: LooseText): Guess | undefined {
  const isJson = /^\s*[{[]/.test(head);
  if (!isJson && !/^(?:---\s*\n)?(?:apiVersion|items|kind|metadata):/m.test(head)) return undefined;
  const kinds = new Set(lines.flatMap(line => KIND.exec(line.trim().replace(/^- /, ''))?.[1] ?? []));
  const has = (kind: string) => kinds.has(kind) || kinds.has(`${kind}List`);
  const name = isJson ? 'json' : 'yaml';
  if (has('KubeletConfiguration')) return sure('/var/lib/kubelet/config.yaml', kubeletConfig);
  if (has('Event')) {
    return {
      as: `kubectl get events -o ${name}`,
      certainty: 'sure',
      specs: [],
      more: [
        { specs: [nodeEvents], cut: nodeEventLines },
        { specs: [warningEvents], cut: warningLines },
      ],
    };
  }
  if (has('Pod')) return sure(`kubectl get pods -o ${name}`, podsOnNode, podLines);
  if (has('Node')) return sure(`kubectl get nodes -o ${name}`, nodeJson, nodeOfList);
  if (!isJson) return undefined;
  if (/"kubeletconfig" *:/.test(head)) return sure('kubelet configz', kubeletConfigz);
  if (/"type" *: *"RuntimeReady"/.test(head)) return sure('crictl info', crictlInfo);
  if (
    /"(?:log-driver|log-opts|storage-driver|registry-mirrors|exec-opts|data-root|live-restore|insecure-registries)" *:/.test(
      head,
    )
  ) {
    return sure('/etc/docker/daemon.json', dockerDaemon);
  }
  return undefined;
}

/** `Tue Nov 24 04:00:00 CST 2026` and nothing else. */
function date({ lines }: LooseText): Guess | undefined {
  const [only, ...others] = lines;
  if (only === undefined || others.length > 0) return undefined;
  return /^\w{3} \w{3} +\d{1,2} \d\d:\d\d:\d\d(?: [AP]M)? \w{3,4} \d{4}$/.test(only.trim())
    ? sure('date', dateSpec)
    : undefined;
}
