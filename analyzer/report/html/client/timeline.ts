/** The time window: chosen on the strip under the timeline, shown by it, and told to the filters. */
export {};

const MINUTE_MS = 60_000;
const MOST_STEPS = 5000;
const TICKS = 7;
const STEPS_MS = [
  1, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800,
].map(seconds => seconds * 1000);
const LENGTHS: readonly (readonly [name: string, of: string])[] = [
  ['x', 'x'],
  ['cx', 'cx'],
  ['x1', 'x1'],
  ['x2', 'x2'],
];

const figure = document.querySelector<HTMLElement>('figure.time');
if (figure) start(figure);

function start(at: HTMLElement): void {
  const begin = Number(at.dataset['from']);
  const length = Number(at.dataset['to']) - begin;
  const [from, to] = [...at.querySelectorAll<HTMLInputElement>('[type=range]')];
  const strip = at.querySelector<HTMLElement>('.strip');
  if (!from || !to || !strip) return;
  const steps = Math.max(10, Math.min(MOST_STEPS, Math.round(length / MINUTE_MS)));
  for (const range of [from, to]) range.max = String(steps);
  to.value = String(steps);
  const show = zoomOf(at, begin, length);

  let waiting = 0;
  const changed = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => {
      const [a, b] = [Number(from.value) / steps, Number(to.value) / steps];
      const text = `${timeText(begin + a * length)} – ${timeText(begin + b * length)}`;
      show(a, b, text);
      const whole = a === 0 && b === 1;
      const detail = whole ? undefined : { from: begin + a * length, to: begin + b * length, text };
      for (const [range, f] of [[from, a] as const, [to, b] as const]) {
        range.setAttribute('aria-valuetext', timeText(begin + f * length));
      }
      showRows(detail);
      document.dispatchEvent(new CustomEvent('time-window', { detail }));
    });
  };
  const choose = (a: number, b: number) => {
    const [low, high] = [Math.max(0, Math.min(a, b)), Math.min(1, Math.max(a, b))];
    const first = Math.min(steps - 1, Math.floor(low * steps));
    from.value = String(first);
    to.value = String(Math.max(first + 1, Math.ceil(high * steps)));
    changed();
  };
  from.addEventListener('input', () => {
    from.value = String(Math.min(Number(from.value), Number(to.value) - 1));
    changed();
  });
  to.addEventListener('input', () => {
    to.value = String(Math.max(Number(to.value), Number(from.value) + 1));
    changed();
  });
  dragOn(strip, choose);
  for (const button of at.querySelectorAll<HTMLButtonElement>('[data-window]')) {
    button.addEventListener('click', () => {
      const wanted = button.dataset['window'] ?? '';
      if (wanted === '') return choose(0, 1);
      if (wanted === 'hour') return choose(1 - 3_600_000 / length, 1);
      const [a = 0, b = 0] = wanted.split(' ').map(ms => (Number(ms) - begin) / length);
      const room = Math.max((b - a) * 0.2, (5 * MINUTE_MS) / length);
      choose(a - room, b + room);
    });
  }
  document.addEventListener('reset', () => choose(0, 1));
  for (const hidden of at.querySelectorAll<HTMLElement>('.brush, .windows')) hidden.hidden = false;
}

function dragOn(strip: HTMLElement, choose: (a: number, b: number) => void): void {
  const place = (event: PointerEvent) => {
    const { left, width } = strip.getBoundingClientRect();
    return (event.clientX - left) / width;
  };
  let start: number | undefined;
  strip.addEventListener('pointerdown', event => {
    if (event.target instanceof HTMLInputElement) return;
    start = place(event);
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener('pointermove', event => {
    if (start !== undefined && Math.abs(place(event) - start) > 0.004) choose(start, place(event));
  });
  for (const end of ['pointerup', 'pointercancel']) strip.addEventListener(end, () => (start = undefined));
}

/** Moves everything that has a place in time to where it is seen through a window. */
function zoomOf(at: HTMLElement, begin: number, length: number): (a: number, b: number, text: string) => void {
  const svgs = [...at.querySelectorAll('.tracks svg')].filter(svg => !svg.matches('.lane'));
  const placed = svgs
    .flatMap(svg => [...svg.querySelectorAll('circle, rect:not(pattern *), line.boot')])
    .map(element => {
      const attributes = LENGTHS.flatMap(([name]) => {
        const value = element.getAttribute(name);
        return value === null ? [] : [[name, Number.parseFloat(value) / 100] as const];
      });
      return { element, attributes, width: Number.parseFloat(element.getAttribute('width') ?? '0') / 100 };
    });
  const lanes = at.querySelectorAll('.tracks svg.lane');
  const axis = at.querySelector('.axis svg');
  const backdrop = at.querySelector('.backdrop');
  const chosen = at.querySelector('.chosen');
  const frame = at.querySelector<HTMLElement>('.window');

  return (a, b, text) => {
    const through = (f: number) => `${((f - a) / (b - a)) * 100}%`;
    for (const { element, attributes, width } of placed) {
      const start = attributes[0]?.[1] ?? 0;
      for (const [name, f] of attributes) element.setAttribute(name, through(width ? Math.max(f, a) : f));
      if (width)
        element.setAttribute(
          'width',
          `${(Math.max(0, Math.min(start + width, b) - Math.max(start, a)) / (b - a)) * 100}%`,
        );
      element.toggleAttribute('hidden', start > b || start + width < a);
    }
    for (const lane of lanes) lane.setAttribute('viewBox', `${a * 1000} 0 ${(b - a) * 1000} 100`);
    const ticks = ticksOf(begin + a * length, begin + b * length);
    const xOf = (ms: number) => through((ms - begin) / length);
    axis?.replaceChildren(
      ...ticks.map(ms =>
        svg('text', { class: 'tick', x: xOf(ms), y: '12', 'text-anchor': anchorOf(xOf(ms)) }, tickText(ms)),
      ),
    );
    for (const line of backdrop?.querySelectorAll('.grid') ?? []) line.remove();
    backdrop?.append(...ticks.map(ms => svg('line', { class: 'grid', x1: xOf(ms), x2: xOf(ms), y1: '0', y2: '100%' })));
    if (chosen) chosen.textContent = a === 0 && b === 1 ? '' : text;
    if (frame) {
      frame.style.left = `${a * 100}%`;
      frame.style.width = `${(b - a) * 100}%`;
    }
  };
}

function showRows(window: { readonly from: number; readonly to: number } | undefined): void {
  for (const row of document.querySelectorAll<HTMLElement>('tr[data-from]')) {
    const { from, to } = row.dataset;
    row.hidden = window !== undefined && from !== '' && (Number(from) > window.to || Number(to) < window.from);
  }
}

function svg(name: string, attributes: Readonly<Record<string, string>>, text = ''): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function anchorOf(x: string): string {
  const at = Number.parseFloat(x);
  return at < 3 ? 'start' : at > 97 ? 'end' : 'middle';
}

function ticksOf(from: number, to: number): number[] {
  const step =
    STEPS_MS.find(ms => (to - from) / ms <= TICKS) ?? Math.ceil((to - from) / TICKS / 86_400_000) * 86_400_000;
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, i) => first + i * step);
}

function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

function tickText(ms: number): string {
  const text = timeText(ms);
  if (text.endsWith('00:00:00')) return text.slice(5, 10);
  return text.endsWith(':00') ? text.slice(11, 16) : text.slice(11);
}
