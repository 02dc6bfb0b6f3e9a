/** Moves everything on the timeline to where it is seen through the window, and hides rows that lie outside of it. */
export {};

interface TimeWindow {
  readonly from: number;
  readonly to: number;
  readonly chosen: boolean;
}

const TICKS = 7;
const DAY_MS = 86_400_000;
const STEPS_MS = [
  1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800,
].map(seconds => seconds * 1000);
const figure = document.querySelector<HTMLElement>('figure.time');

document.addEventListener('time-window', event => {
  const window = (event as CustomEvent<TimeWindow>).detail;
  if (figure) zoom(figure, window);
  for (const row of document.querySelectorAll<HTMLElement>('tr[data-from]')) {
    const { from, to } = row.dataset;
    row.hidden = window.chosen && from !== '' && (Number(from) > window.to || Number(to) < window.from);
  }
});

function zoom(at: HTMLElement, { from, to }: TimeWindow): void {
  const through = (ms: number) => `${((ms - from) / (to - from)) * 100}%`;
  for (const mark of at.querySelectorAll('[data-at]')) {
    const begin = Number(mark.getAttribute('data-at'));
    const end = Number(mark.getAttribute('data-until') || begin);
    mark.toggleAttribute('hidden', begin > to || end < from);
    const left = Math.max(begin, from);
    for (const part of [mark, ...mark.children]) {
      if (part.localName === 'circle') part.setAttribute('cx', through(left));
      if (part.localName === 'line') for (const name of ['x1', 'x2']) part.setAttribute(name, through(begin));
      if (part.localName !== 'rect') continue;
      part.setAttribute('x', through(left));
      part.setAttribute('width', `${(Math.max(0, Math.min(end, to) - left) / (to - from)) * 100}%`);
    }
  }
  const [begin, end] = [Number(at.dataset['from']), Number(at.dataset['to'])];
  const scale = 1000 / (end - begin);
  for (const lane of at.querySelectorAll('.tracks svg.lane')) {
    lane.setAttribute('viewBox', `${(from - begin) * scale} 0 ${(to - from) * scale} 100`);
  }
  const ticks = ticksOf(from, to);
  at.querySelector('.axis svg')?.replaceChildren(
    ...ticks.map(ms => {
      const x = through(ms);
      return svg('text', { class: 'tick', x, y: '12', 'text-anchor': anchorOf(Number.parseFloat(x)) }, tickText(ms));
    }),
  );
  const backdrop = at.querySelector('.backdrop');
  for (const line of backdrop?.querySelectorAll('.grid') ?? []) line.remove();
  backdrop?.append(
    ...ticks.map(ms => svg('line', { class: 'grid', x1: through(ms), x2: through(ms), y1: '0', y2: '100%' })),
  );
}

function svg(name: string, attributes: Readonly<Record<string, string>>, text = ''): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function ticksOf(from: number, to: number): number[] {
  const step = STEPS_MS.find(ms => (to - from) / ms <= TICKS) ?? Math.ceil((to - from) / TICKS / DAY_MS) * DAY_MS;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, i) => first + i * step);
}

function anchorOf(x: number): string {
  return x < 3 ? 'start' : x > 97 ? 'end' : 'middle';
}

function tickText(ms: number): string {
  const text = new Date(ms).toISOString();
  if (text.includes('T00:00:00')) return text.slice(5, 10);
  return text.slice(17, 19) === '00' ? text.slice(11, 16) : text.slice(11, 19);
}
