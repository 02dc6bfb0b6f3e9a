// AssemblyScript: compiled to WebAssembly by build/engine.js. What is done with every line of a log is here;
// what is done with few of them is JavaScript, and called. Positions that are handed out count from the block.

/** Called for a minute that differs from that of the line before: its milliseconds since 1970, NaN for none. */
@external("env", "minuteAt") declare function minuteAt(at: i32): f64;
/** The time of a line whose date has another form. Says by setDateEnd where the date ended. */
@external("env", "oddTime") declare function oddTime(start: i32, end: i32): f64;
/** What stands between date and message, when the line before had something else: its length, at most 256, and the speaker from bit 16 on; 0 for nothing that is known. */
@external("env", "prefixAt") declare function prefixAt(at: i32, end: i32): i32;
/** Who writes lines out of this source file; -1 for nobody that is known. */
@external("env", "fileSpeaker") declare function fileSpeaker(from: i32, to: i32): i32;
/** Who writes lines of JSON inside k3s. */
@external("env", "jsonSpeaker") declare function jsonSpeaker(): i32;
/** Whether a line without a mark is worded like an error. */
@external("env", "isWorded") declare function isWorded(from: i32, to: i32): i32;
/** The group of an error line of a new kind; -1 when there is no room for it. */
@external("env", "groupOf") declare function groupOf(from: i32, to: i32, speaker: i32, line: i32, start: i32, end: i32, time: f64): i32;
/** Adds what a speaker said in a minute. */
@external("env", "addMinute") declare function addMinute(speaker: i32, minute: f64, lines: i32, errors: i32): void;
/** Adds how often an error was met in a minute. */
@external("env", "addGroupMinute") declare function addGroupMinute(group: i32, minute: f64, count: i32): void;
/** Tries the patterns of so many anchors, which lie in `candidates`. Whether one of them explains the line. */
@external("env", "matchLine") declare function matchLine(line: i32, start: i32, end: i32, time: f64, count: i32): i32;
/** The first line of a log. */
@external("env", "firstLine") declare function firstLine(start: i32, end: i32): void;

/** Of a line; what is beyond it is not searched. */
export let longestLine: i32 = 16384;
const MOST_SPEAKERS: i32 = 256;
const MOST_GROUPS: i32 = 1024;
const MOST_CANDIDATES: i32 = 1024;
const TEMPLATE_BYTES: i32 = 512;
/** 0x9e3779b1 */
const HASH_FACTOR: i32 = -1640531535;
const HASH_SHIFT: i32 = 15;

const UNMARKED: i32 = 0;
const WARNING: i32 = 1;
const ERROR: i32 = 2;
const HARMLESS: i32 = 3;

export const block: i32 = i32(memory.data(4112 + 262144 + 16384 + 64, 16));
/** A bit for each hash of a gram; then heads of chains of grams, as u16; then grams, anchors and their bytes. */
export const tables: i32 = i32(memory.data(4194304, 16));
export const candidates: i32 = i32(memory.data(4096, 16));
/** Speakers that have components inside. */
export const hosts: i32 = i32(memory.data(256, 16));
/** What stands between the parts of a line is 0 here, digits are 2. */
export const kinds: i32 = i32(memory.data(256, 16));
/** Of each group: count, first, last; each f64. */
export const groupStats: i32 = i32(memory.data(1024 * 24, 16));

const HEADS: i32 = 16384;
const GRAMS: i32 = HEADS + 32768;

const lastPrefix: i32 = i32(memory.data(272, 16));
const files: i32 = i32(memory.data(256 * 8, 16));
const speakerMinute: i32 = i32(memory.data(256 * 8, 16));
const speakerCounts: i32 = i32(memory.data(256 * 8, 16));
const groupMinute: i32 = i32(memory.data(1024 * 8, 16));
const groupCount: i32 = i32(memory.data(1024 * 4, 16));
const wordedTable: i32 = i32(memory.data(65536 * 8, 16));
const kindTable: i32 = i32(memory.data(65536 * 12, 16));

/** Bytes of the head of klog up to the end of its time. */
const KLOG_TIME: i32 = 21;

const SLOTS: u32 = 65535;
const MOST_KINDS: i32 = 40000;

let anchors: i32 = 0;
let prefixLength: i32 = 0;
let prefixSpeaker: i32 = 0;
/** No word of the prefix is sought. */
let prefixIsClean: bool = false;
/** No word is sought that is all of what dates have. */
let datesAreClean: bool = false;
let voice: i32 = 0;
let journal: bool = true;
let repeats: i32 = 0;
let dateEnd: i32 = 0;
let minuteMs: f64 = NaN;
let keyLow: u64 = 0;
let keyHigh: u64 = 0;
let filesKnown: i32 = 0;
let json: i32 = -2;
let worded: i32 = 0;
let errorKinds: i32 = 0;

export let lines: i32 = 0;
export let errors: i32 = 0;
export let warnings: i32 = 0;
export let from: f64 = Infinity;
export let to: f64 = -Infinity;
/** Lines that are as if they were not there, and the times of which that is said. */
export let leftOut: i32 = 0;
const MOST_SPANS: i32 = 8;
const spans: i32 = i32(memory.data(8 * 16, 16));
let spansKnown: i32 = 0;
let isLeftOut: bool = false;
/** The largest step back from one line to the next. */
export let backFrom: f64 = 0;
export let backTo: f64 = 0;
let before: f64 = NaN;

/** Begins a log. `anchorsAt`: where in the tables they begin. `noDates`: none of them has four bytes that a date may have. */
export function open(speaker: i32, isJournal: bool, itRepeats: i32, anchorsAt: i32, noDates: bool): void {
  voice = speaker;
  journal = isJournal;
  repeats = itRepeats;
  anchors = tables + anchorsAt;
  datesAreClean = noDates;
  prefixLength = 0;
  minuteMs = NaN;
  keyLow = 0;
  keyHigh = 0;
  filesKnown = 0;
  json = -2;
  lines = 0;
  errors = 0;
  warnings = 0;
  from = Infinity;
  to = -Infinity;
  leftOut = 0;
  spansKnown = 0;
  isLeftOut = false;
  backFrom = 0;
  backTo = 0;
  before = NaN;
  memory.fill(files, 0, 256 * 8);
  for (let i = 0; i < MOST_SPEAKERS; i++) {
    store<f64>(speakerMinute + (i << 3), NaN);
    store<u64>(speakerCounts + (i << 3), 0);
  }
}

/** Leaves out the lines of a time, and those without one that follow them. */
export function leaveOut(first: f64, last: f64): void {
  if (spansKnown >= MOST_SPANS) return;
  store<f64>(spans + (spansKnown << 4), first);
  store<f64>(spans + (spansKnown << 4) + 8, last);
  spansKnown++;
}

function isInSpan(time: f64): bool {
  for (let i = 0; i < spansKnown; i++) {
    const span = spans + (i << 4);
    if (time >= load<f64>(span) && time <= load<f64>(span + 8)) return true;
  }
  return false;
}

/** Hands out what was counted and not yet added. */
export function close(): void {
  for (let i = 0; i < MOST_SPEAKERS; i++) flushSpeaker(i);
  for (let i = 0; i < MOST_GROUPS; i++) flushGroup(i);
}

export function setDateEnd(at: i32): void {
  dateEnd = block + at;
}

/** Looks at the lines between two positions, of which the last is a line end. */
export function scan(begin: i32, stop: i32): void {
  const end = block + stop;
  let start = block + begin;
  const lineEnds = i8x16.splat(10);
  for (let at = start & ~15; at < end; at += 16) {
    let mask = i8x16.bitmask(i8x16.eq(v128.load(at), lineEnds));
    while (mask != 0) {
      const lineEnd = at + ctz(mask);
      mask &= mask - 1;
      if (lineEnd < start) continue;
      if (lineEnd >= end) return;
      line(start, lineEnd);
      start = lineEnd + 1;
    }
  }
}

function line(start: i32, end: i32): void {
  lines++;
  if (lines == 1) firstLine(start - block, end - block);
  if (start == end) {
    if (isLeftOut) leftOut++;
    return;
  }
  const time = timeOf(start, end);
  if (spansKnown > 0) {
    if (time == time) isLeftOut = isInSpan(time);
    if (isLeftOut) {
      leftOut++;
      return;
    }
  }
  let speaker = voice;
  let message = start;
  // What is before, nothing is found by. Of the seven bytes that an anchor is found by four at least are on one side of a
  // seam: with dates and prefixes clean, so is what begins in one of them and ends in another.
  let unknown = start;
  if (time == time && dateEnd > start) {
    message = dateEnd;
    const clean = datesAreClean && isDigit(load<u8>(start));
    if (clean) unknown = dateEnd - 3;
    if (!journal) message += load<u8>(message) == 0x20 ? 1 : 0;
    else if (isLastPrefix(message, end) || readPrefix(message, end)) {
      if (clean && prefixIsClean) unknown = cleanUntil(message + prefixLength, end) - 3;
      message += prefixLength;
      speaker = prefixSpeaker;
    } else message += load<u8>(message) == 0x20 ? 1 : 0;
  }
  const found = findAnchors(unknown, start, min(end, start + longestLine));
  const level = levelOf(message, end);
  if (load<u8>(hosts + speaker) != 0) {
    const component = componentOf(message, end);
    if (component >= 0) speaker = component;
  }

  if (time < from) from = time;
  if (time > to) to = time;
  if (time < before && before - time > backFrom - backTo) {
    backFrom = before;
    backTo = time;
  }
  if (time == time) before = time;
  if (level == ERROR) errors++;
  else if (level == WARNING) warnings++;

  const explained = found > 0 && matchLine(lines, start - block, end - block, time, found) != 0;
  const isError = level == ERROR || (level == UNMARKED && soundsLikeError(message, end));
  if (time == time) count(speaker, time, isError);
  if (isError && !explained) addError(message, end, speaker, start, time);
}

/** Where what is known to be clean ends, behind a clean prefix: with it, or with the head of klog, `I1125 19:59:00.000114`. */
function cleanUntil(message: i32, end: i32): i32 {
  if (end - message < KLOG_TIME || !isKlog(message, end)) return message;
  const low = i8x16.sub(v128.load(message + KLOG_TIME - 16), i8x16.splat(0x20));
  return i8x16.all_true(i8x16.lt_u(low, i8x16.splat(0x3b - 0x20))) ? message + KLOG_TIME : message;
}

/** Whether no word that begins between two positions is sought. */
function areClean(first: i32, stop: i32): bool {
  for (let at = first; at < stop; at++) {
    const word = load<i32>(at);
    for (let gram = firstGram((word * HASH_FACTOR) >>> HASH_SHIFT); gram != 0; gram = load<i32>(gramAt(gram) + 8))
      if (load<i32>(gramAt(gram)) == word) return false;
  }
  return true;
}

/** Anchors in a line from `begin` on. A word that begins at a multiple of four is in any of them, and its hash in the filter. */
function findAnchors(begin: i32, start: i32, end: i32): i32 {
  let found = 0;
  const factor = i32x4.splat(HASH_FACTOR);
  for (let at = (begin + 3) & ~3; at < end; at += 16) {
    const hashes = i32x4.shr_u(i32x4.mul(v128.load(at), factor), HASH_SHIFT);
    const a = i32x4.extract_lane(hashes, 0);
    const b = i32x4.extract_lane(hashes, 1);
    const c = i32x4.extract_lane(hashes, 2);
    const d = i32x4.extract_lane(hashes, 3);
    if ((inFilter(a) | inFilter(b) | inFilter(c) | inFilter(d)) == 0) continue;
    if (inFilter(a) != 0) found = compare(at, a, start, end, found);
    if (inFilter(b) != 0) found = compare(at + 4, b, start, end, found);
    if (inFilter(c) != 0) found = compare(at + 8, c, start, end, found);
    if (inFilter(d) != 0) found = compare(at + 12, d, start, end, found);
  }
  return found;
}

@inline
function inFilter(hash: i32): i32 {
  return (load<u8>(tables + (hash >>> 3)) >>> (hash & 7)) & 1;
}

/** The number of the first gram with such a hash; 0 when there is none. */
@inline
function firstGram(hash: i32): i32 {
  return i32(load<u16>(tables + HEADS + ((hash >>> 3) << 1)));
}

@inline
function gramAt(number: i32): i32 {
  return tables + GRAMS + number * 12;
}

/** Grams of twelve bytes: word, offset in the anchor as u16, number of the anchor as u16, the next as u32. */
function compare(at: i32, hash: i32, start: i32, end: i32, found: i32): i32 {
  const word = load<i32>(at);
  let count = found;
  for (let next = firstGram(hash); next != 0; ) {
    const gram = gramAt(next);
    next = load<i32>(gram + 8);
    if (load<i32>(gram) != word) continue;
    const anchor = i32(load<u16>(gram + 6));
    const bytes = tables + load<i32>(anchors + (anchor << 3));
    const length = load<i32>(anchors + (anchor << 3) + 4);
    const first = at - i32(load<u16>(gram + 4));
    if (first < start || first + length > end) continue;
    if (count >= MOST_CANDIDATES || !isEqual(first, bytes, length)) continue;
    store<u32>(candidates + (count << 2), anchor);
    count++;
  }
  return count;
}

function isEqual(a: i32, b: i32, length: i32): bool {
  let i = 0;
  for (; i + 8 <= length; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false;
  for (; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}

function timeOf(start: i32, end: i32): f64 {
  const first = load<u8>(start);
  if (isDigit(first)) return isoTime(start, end);
  if (first == 0x74 /* t */) {
    const time = hasTimeField(start) ? isoTime(start + 6, end) : NaN;
    dateEnd = start;
    return time;
  }
  dateEnd = start;
  if (first != 0x5b /* [ */ && (first < 0x41 || first > 0x5a)) return NaN;
  return oddTime(start - block, end - block);
}

/** `2026-11-23T22:10:00.123456+0000`, `…,374995+00:00`, `…Z`. */
function isoTime(at: i32, end: i32): f64 {
  dateEnd = at;
  if (end - at < 20 || load<u8>(at + 16) != 0x3a /* : */) return NaN;
  const low = load<u64>(at);
  const high = load<u64>(at + 8);
  if (high != keyHigh || low != keyLow) {
    keyLow = low;
    keyHigh = high;
    minuteMs = minuteAt(at - block);
  }
  const seconds = twoDigits(at + 17);
  if (seconds < 0 || seconds > 60) return NaN;
  let zone = at + 19;
  let ms = 0;
  const point = load<u8>(zone);
  if (point == 0x2e /* . */ || point == 0x2c /* , */) {
    zone++;
    for (let unit = 100; zone < end; zone++) {
      const digit = i32(load<u8>(zone)) - 0x30;
      if (digit < 0 || digit > 9) break;
      ms += digit * unit;
      unit /= 10;
    }
  }
  if (zone >= end) return NaN;
  const sign = load<u8>(zone);
  dateEnd = zone + 1;
  const local = minuteMs + f64(seconds * 1000 + ms);
  if (sign == 0x5a /* Z */) return local;
  if (sign != 0x2b /* + */ && sign != 0x2d /* - */) return NaN;
  const minutesAt = load<u8>(zone + 3) == 0x3a /* : */ ? zone + 4 : zone + 3;
  dateEnd = minutesAt + 2;
  if (dateEnd > end) return NaN;
  const hours = twoDigits(zone + 1);
  const minutes = twoDigits(minutesAt);
  if (hours < 0 || minutes < 0) return NaN;
  const offset = f64(hours * 60 + minutes) * 60000;
  return sign == 0x2d ? local + offset : local - offset;
}

/** -1 for what are not two digits. */
function twoDigits(at: i32): i32 {
  const tens = i32(load<u8>(at)) - 0x30;
  const ones = i32(load<u8>(at + 1)) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

function isLastPrefix(at: i32, end: i32): bool {
  return prefixLength > 0 && at + prefixLength <= end && isEqual(at, lastPrefix, prefixLength);
}

/** Whether there is one that names a speaker. */
function readPrefix(at: i32, end: i32): bool {
  const found = prefixAt(at - block, end - block);
  prefixLength = found & 0xffff;
  prefixSpeaker = found >>> 16;
  memory.copy(lastPrefix, at, prefixLength);
  prefixIsClean = prefixLength >= 4 && areClean(at, at + prefixLength - 3);
  return prefixLength > 0;
}

function levelOf(at: i32, end: i32): i32 {
  const first = load<u8>(at);
  if (first == 0x74 /* t */ && end - at > 20 && hasTimeField(at)) {
    const field = levelField(at, end);
    return field == 0 ? UNMARKED : levelNamed(load<u8>(field));
  }
  if (first == 0x7b /* { */) return isJson(at, end) ? levelNamed(load<u8>(at + 10)) : UNMARKED;
  if (!isKlog(at, end)) return UNMARKED;
  if (first == 0x57 /* W */) return WARNING;
  return first == 0x49 /* I */ ? HARMLESS : ERROR;
}

/** `{"level":"` and at least one byte more. */
function isJson(at: i32, end: i32): bool {
  return end - at > 10 && isEqual(at, JSON_KEY, 10);
}

/** Of `time="…" level=error`: where `error` begins; 0 when it has none. */
function levelField(at: i32, end: i32): i32 {
  const stop = min(end, at + 6 + 48);
  const quotes = i8x16.splat(0x22 /* " */);
  for (let i = at + 6; i < stop; i += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(i), quotes));
    if (mask == 0) continue;
    const quote = i + ctz(mask);
    return quote < stop && quote + 8 < end && load<u64>(quote) == LEVEL_FIELD ? quote + 8 : 0;
  }
  return 0;
}

function levelNamed(initial: u8): i32 {
  if (initial == 0x77) return WARNING;
  if (initial == 0x65 || initial == 0x66 || initial == 0x70) return ERROR;
  return initial == 0x69 || initial == 0x64 || initial == 0x74 ? HARMLESS : UNMARKED;
}

/** `I0729 ` and the like. */
function isKlog(at: i32, end: i32): bool {
  const first = load<u8>(at);
  if (first != 0x45 && first != 0x46 && first != 0x57 && first != 0x49) return false;
  if (end - at < 6 || load<u8>(at + 5) != 0x20) return false;
  return isDigit(load<u8>(at + 1)) && isDigit(load<u8>(at + 2)) && isDigit(load<u8>(at + 3)) && isDigit(load<u8>(at + 4));
}

@inline
function isDigit(byte: u8): bool {
  return u32(byte) - 0x30 < 10;
}

/** `time="` */
@inline
function hasTimeField(at: i32): bool {
  return load<u32>(at) == 0x656d6974 && load<u16>(at + 4) == 0x223d;
}

/** Which of the components inside k3s wrote a line; -1 for k3s itself. */
function componentOf(message: i32, end: i32): i32 {
  if (isJson(message, end)) {
    if (json == -2) json = jsonSpeaker();
    return json;
  }
  if (!isKlog(message, end)) return -1;
  const stop = min(end, message + 128);
  let file = message + 21;
  while (file < stop && load<u8>(file) == 0x20) file++;
  while (file < stop && load<u8>(file) != 0x20) file++;
  file++;
  let hash: u32 = 0x811c9dc5;
  let colon = file;
  for (; colon < stop; colon++) {
    const byte = load<u8>(colon);
    if (byte == 0x3a /* : */) break;
    hash = (hash ^ byte) * 0x01000193;
  }
  if (colon >= stop) return -1;
  hash |= 1;
  let slot = files + i32((hash >>> 24) << 3);
  for (let i = 0; i < 8; i++) {
    if (load<u32>(slot) == hash) return load<i32>(slot + 4);
    if (load<u32>(slot) == 0) {
      const speaker = fileSpeaker(file - block, colon - block);
      store<u32>(slot, hash);
      store<i32>(slot + 4, speaker);
      return speaker;
    }
    slot = files + ((slot - files + 8) & (256 * 8 - 1));
  }
  return fileSpeaker(file - block, colon - block);
}

function count(speaker: i32, time: f64, isError: bool): void {
  const minute = floor(time / 60000);
  if (load<f64>(speakerMinute + (speaker << 3)) != minute) {
    flushSpeaker(speaker);
    store<f64>(speakerMinute + (speaker << 3), minute);
  }
  const counts = speakerCounts + (speaker << 3);
  store<i32>(counts, load<i32>(counts) + 1);
  if (isError) store<i32>(counts + 4, load<i32>(counts + 4) + 1);
}

function flushSpeaker(speaker: i32): void {
  const counts = speakerCounts + (speaker << 3);
  if (load<i32>(counts) == 0) return;
  addMinute(speaker, load<f64>(speakerMinute + (speaker << 3)), load<i32>(counts), load<i32>(counts + 4));
  store<u64>(counts, 0);
}

/** Decided once for all lines that differ only in parts with digits. */
function soundsLikeError(message: i32, end: i32): bool {
  const stop = min(end, message + TEMPLATE_BYTES);
  const hash = (hashOf(message, stop) & ~3) | 2;
  let slot = wordedTable + i32((u32(hash >>> 32) & SLOTS) << 3);
  for (;;) {
    const known = load<u64>(slot);
    if ((known & ~1) == hash) return (known & 1) != 0;
    if (known == 0) break;
    slot = wordedTable + ((slot - wordedTable + 8) & (65536 * 8 - 1));
  }
  if (worded >= MOST_KINDS) return false;
  worded++;
  const is = isWorded(message - block, stop - block) != 0;
  store<u64>(slot, hash | u64(is));
  return is;
}

function addError(message: i32, end: i32, speaker: i32, start: i32, time: f64): void {
  const text = textStart(message, end);
  const stop = min(end, text + TEMPLATE_BYTES);
  const hash = (hashOf(text, stop) ^ (u64((speaker << 1) | repeats) * 0x9e3779b97f4a7c15)) | 1;
  let slot = kindTable + i32(u32(hash >>> 32) & SLOTS) * 12;
  for (;;) {
    const known = load<u64>(slot);
    if (known == hash) break;
    if (known == 0) {
      if (errorKinds >= MOST_KINDS) return;
      errorKinds++;
      store<u64>(slot, hash);
      store<i32>(slot + 8, groupOf(text - block, stop - block, speaker, lines, start - block, end - block, time));
      break;
    }
    slot += 12;
    if (slot == kindTable + 65536 * 12) slot = kindTable;
  }
  const group = load<i32>(slot + 8);
  if (group < 0) return;
  const stats = groupStats + group * 24;
  store<f64>(stats, load<f64>(stats) + 1);
  if (time != time) return;
  if (time < load<f64>(stats + 8)) store<f64>(stats + 8, time);
  if (time > load<f64>(stats + 16)) store<f64>(stats + 16, time);
  const minute = floor(time / 60000);
  if (load<f64>(groupMinute + (group << 3)) != minute) {
    flushGroup(group);
    store<f64>(groupMinute + (group << 3), minute);
  }
  store<i32>(groupCount + (group << 2), load<i32>(groupCount + (group << 2)) + 1);
}

/** A group that is new: nothing was met of it yet. */
export function clearGroup(group: i32): void {
  const stats = groupStats + group * 24;
  store<f64>(stats, 0);
  store<f64>(stats + 8, Infinity);
  store<f64>(stats + 16, -Infinity);
}

function flushGroup(group: i32): void {
  const n = load<i32>(groupCount + (group << 2));
  if (n == 0) return;
  addGroupMinute(group, load<f64>(groupMinute + (group << 3)), n);
  store<i32>(groupCount + (group << 2), 0);
}

/** Where the text begins that a header of klog or logrus is written before. */
function textStart(message: i32, end: i32): i32 {
  if (isKlog(message, end)) {
    const stop = min(end - 1, message + 128);
    for (let i = message + 21; i < stop; i++) if (load<u16>(i) == 0x205d /* ']' and ' ' */) return i + 2;
    return message;
  }
  if (load<u8>(message) != 0x74 /* t */ || end - message <= 20 || !hasTimeField(message)) return message;
  const field = levelField(message, end);
  if (field == 0) return message;
  for (let i = field; i < end; i++) if (load<u8>(i) == 0x20) return i + 1;
  return message;
}

/**
 * A number that lines have in common which differ only in parts with digits, so that two other lines of a
 * bundle hardly ever share it. Parts of one digit behind a capital letter are names: `EXT4-fs`.
 */
function hashOf(start: i32, end: i32): u64 {
  let hash: u64 = 0xcbf29ce484222325;
  let part: u32 = 0x811c9dc5;
  let digits: u32 = 0;
  let first: u32 = 0;
  for (let i = start; i <= end; i++) {
    const byte: u32 = i < end ? load<u8>(i) : 0x20;
    const kind: u32 = i < end ? load<u8>(kinds + byte) : 0;
    if (kind != 0) {
      if (first == 0) first = byte;
      digits += kind >>> 1;
      part = (part ^ byte) * 0x01000193;
      continue;
    }
    const varies = digits > 1 || (digits == 1 && first - 0x41 > 25);
    const seen: u64 = varies ? 0x2a2a2a2a : part;
    hash = (hash ^ (seen | (u64(byte) << 32))) * 0x9e3779b97f4a7c15;
    hash ^= hash >>> 29;
    part = 0x811c9dc5;
    digits = 0;
    first = 0;
  }
  return hash;
}

/** `" level=` */
const LEVEL_FIELD: u64 = 0x3d6c6576656c2022;
const JSON_KEY: i32 = i32(memory.data<u8>([0x7b, 0x22, 0x6c, 0x65, 0x76, 0x65, 0x6c, 0x22, 0x3a, 0x22]));
