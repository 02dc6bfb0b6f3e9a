import { HOSTS_OF_COMPONENTS, type Voice } from '../facts/logs/voice.js';
import type { Clock } from './clock.js';
import { componentSpoken } from './component-spoken.js';
import { levelOf, UNMARKED } from './line-level.js';
import { lineTime } from './line-time.js';

/** What the begin of a line tells: written anew for each line. */
export interface LineHead {
  /** Milliseconds since 1970 UTC; NaN for a line that does not tell. */
  time: number;
  /** Where the message begins, after the date and `host ident[pid]: `. */
  message: number;
  /** UNMARKED, WARNING, ERROR or HARMLESS. */
  level: number;
  /** Index in `speakers` of the reader. */
  speaker: number;
}

export interface HeadReader {
  /** Fills `head` from one line. */
  read(bytes: Buffer, start: number, end: number): void;
  readonly head: Readonly<LineHead>;
  /** Names of all that spoke, in the order in which they were first met. */
  readonly speakers: readonly string[];
}

/** `host ident[pid]: ` after the date is never longer. */
const LONGEST_PREFIX = 256;
/** In a journal of hostile lines each could have its own. Those beyond it are taken for the log's own voice. */
const MOST_SPEAKERS = 48;
const SPACE = 0x20;
/** `2026-11-23T22:10:00.1Z stderr F `: how container runtimes write what a container says. */
const FROM_CONTAINER = /^ (?:stdout|stderr) [FP] /;
const PREFIX = /^ [^ ]+ ([^ ]+?)(?:\[\d+\])?: /;

/** Reads the begin of the lines of one log. Nearly all of a line's head is that of the line before, and compared with it. */
export function headReader(clock: Clock, voice: Voice): HeadReader {
  const time = lineTime(clock);
  const head: LineHead = { time: Number.NaN, message: 0, level: UNMARKED, speaker: 0 };
  const speakers = [voice.name];
  const ids = new Map([[voice.name, 0]]);
  /** 1 for speakers that have components inside. */
  const hosts = Uint8Array.of(...speakers.map(isHost), ...Array<number>(MOST_SPEAKERS).fill(0));
  const last = Buffer.alloc(LONGEST_PREFIX);
  let lastLength = 0;
  let lastSpeaker = 0;

  const speakerNamed = (name: string): number => {
    let id = ids.get(name);
    if (id === undefined) {
      if (speakers.length >= MOST_SPEAKERS) return 0;
      id = speakers.push(name) - 1;
      hosts[id] = isHost(name);
      ids.set(name, id);
    }
    return id;
  };

  const isLast = (bytes: Buffer, at: number, end: number): boolean => {
    if (lastLength === 0 || at + lastLength > end) return false;
    for (let i = lastLength - 1; i >= 0; i--) if (bytes[at + i] !== last[i]) return false;
    return true;
  };

  /** Takes in what is between the date and the message. Returns its length. */
  const readPrefix = (bytes: Buffer, at: number, end: number): number => {
    const text = bytes.toString('latin1', at, Math.min(end, at + LONGEST_PREFIX));
    const container = FROM_CONTAINER.exec(text);
    const found = container ?? PREFIX.exec(text);
    lastLength = 0;
    if (!found) return text.startsWith(' ') ? 1 : 0;
    lastSpeaker = container ? 0 : speakerNamed(found[1] ?? voice.name);
    lastLength = bytes.copy(last, 0, at, at + found[0].length);
    return lastLength;
  };

  return {
    read(bytes, start, end) {
      head.time = time.of(bytes, start, end);
      let speaker = 0;
      let message = time.dateEnd;
      if (Number.isNaN(head.time)) message = start;
      else if (message > start) {
        if (!voice.journal) message += bytes[message] === SPACE ? 1 : 0;
        else if (isLast(bytes, message, end)) [message, speaker] = [message + lastLength, lastSpeaker];
        else {
          message += readPrefix(bytes, message, end);
          if (lastLength > 0) speaker = lastSpeaker;
        }
      }
      head.message = message;
      head.level = levelOf(bytes, message, end);
      if (hosts[speaker] === 1) {
        const component = componentSpoken(bytes, message, end);
        if (component !== undefined) speaker = speakerNamed(component);
      }
      head.speaker = speaker;
    },
    head,
    speakers,
  };
}

function isHost(name: string): number {
  return HOSTS_OF_COMPONENTS.has(name) ? 1 : 0;
}
