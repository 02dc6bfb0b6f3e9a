import { type LogNeed, logMatches } from '../../analyzer/fact.js';
import { specs } from '../../bundle/specs/index.js';
import { randomFrom } from './random.js';

const WORDS =
  'failed volume quota image cannot mount lease sandbox network timeout container runtime cgroup policy refused denied checksum'.split(
    ' ',
  );
const EVERYWHERE = { name: 'all logs', logs: specs.filter(({ content }) => content === 'log') };

/** Patterns such as ten times as many checks could have, looked for in every log. */
export function generatedNeeds(count: number): LogNeed[] {
  const random = randomFrom(77);
  return Array.from({ length: count }, () => {
    const anchor = `${random.pick(WORDS)} ${random.hex(3)} ${random.pick(WORDS)} ${random.pick(WORDS)}`;
    return logMatches({ in: EVERYWHERE, pattern: new RegExp(`${anchor} (?<what>\\S+)`), anchor });
  });
}
