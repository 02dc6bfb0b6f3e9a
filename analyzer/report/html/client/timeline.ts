/** The time window: chosen on the strip under the timeline, and told to all who show or hide by it. */
export {};

/** What others get of it; `chosen` is false until the reader chose it, and when it is all the time. */
interface TimeWindow {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly chosen: boolean;
}

const MINUTE_MS = 60_000;
const MOST_STEPS = 5000;
/** Less is no dragging: the hand shakes. */
const LEAST_DRAG = 0.004;

const figure = document.querySelector<HTMLElement>('figure.time');
if (figure) start(figure);

function start(at: HTMLElement): void {
  const { from: first = '', to: last = '', shownFrom = '', shownTo = '' } = at.dataset;
  const begin = Number(first);
  const length = Number(last) - begin;
  const [from, to] = [...at.querySelectorAll<HTMLInputElement>('[type=range]')];
  const strip = at.querySelector<HTMLElement>('.strip');
  if (!from || !to || !strip) return;
  const steps = Math.max(10, Math.min(MOST_STEPS, Math.round(length / MINUTE_MS)));
  for (const range of [from, to]) range.max = String(steps);
  const msAt = (range: HTMLInputElement) => begin + (Number(range.value) / steps) * length;

  let waiting = 0;
  const changed = (byReader: boolean) => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => {
      const window = { from: msAt(from), to: msAt(to), text: `${timeText(msAt(from))} – ${timeText(msAt(to))}` };
      const whole = from.value === '0' && to.value === to.max;
      for (const range of [from, to]) range.setAttribute('aria-valuetext', timeText(msAt(range)));
      tell(at, { ...window, chosen: byReader && !whole });
    });
  };
  const choose = (a: number, b: number, byReader = true) => {
    const [low, high] = [Math.max(begin, Math.min(a, b)), Math.min(begin + length, Math.max(a, b))];
    const step = Math.min(steps - 1, Math.floor(((low - begin) / length) * steps));
    from.value = String(step);
    to.value = String(Math.max(step + 1, Math.ceil(((high - begin) / length) * steps)));
    changed(byReader);
  };
  from.addEventListener('input', () => {
    from.value = String(Math.min(Number(from.value), Number(to.value) - 1));
    changed(true);
  });
  to.addEventListener('input', () => {
    to.value = String(Math.max(Number(to.value), Number(from.value) + 1));
    changed(true);
  });
  dragOn(strip, (a, b) => choose(begin + a * length, begin + b * length));
  for (const button of at.querySelectorAll<HTMLButtonElement>('[data-window]')) {
    button.addEventListener('click', () => {
      const [name = '', until] = (button.dataset['window'] ?? '').split(' ');
      if (name === 'whole') choose(begin, begin + length);
      else if (name === 'hour') choose(begin + length - 60 * MINUTE_MS, begin + length);
      else {
        const [a, b] = [Number(name), Number(until)];
        const room = Math.max((b - a) * 0.2, 5 * MINUTE_MS);
        choose(a - room, b + room);
      }
    });
  }
  document.addEventListener('reset', () => choose(Number(shownFrom), Number(shownTo), false));
  for (const hidden of at.querySelectorAll<HTMLElement>('.brush, .windows')) hidden.hidden = false;
  choose(Number(shownFrom), Number(shownTo), false);
}

/** The frame and the text beside it are ours; everything else listens. */
function tell(at: HTMLElement, detail: TimeWindow): void {
  const [begin, end] = [Number(at.dataset['from']), Number(at.dataset['to'])];
  const frame = at.querySelector<HTMLElement>('.window');
  if (frame) {
    frame.style.left = `${((detail.from - begin) / (end - begin)) * 100}%`;
    frame.style.width = `${((detail.to - detail.from) / (end - begin)) * 100}%`;
  }
  const text = at.querySelector('.chosen');
  if (text) text.textContent = detail.text;
  document.dispatchEvent(new CustomEvent<TimeWindow>('time-window', { detail }));
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
    if (start !== undefined && Math.abs(place(event) - start) > LEAST_DRAG) choose(start, place(event));
  });
  for (const end of ['pointerup', 'pointercancel']) {
    strip.addEventListener(end, () => {
      start = undefined;
    });
  }
}

function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
