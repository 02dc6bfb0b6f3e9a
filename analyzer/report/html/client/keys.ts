/** From one finding to the next by the arrow keys, once one of them has the focus. */
export {};

const STEPS: Readonly<Record<string, (i: number, n: number) => number>> = {
  ArrowDown: i => i + 1,
  ArrowUp: i => i - 1,
  Home: () => 0,
  End: (_, n) => n - 1,
};

document.addEventListener('keydown', event => {
  const step = STEPS[event.key];
  const at = event.target;
  if (!step || !(at instanceof HTMLElement) || !at.matches('.finding > summary')) return;
  const all = [...document.querySelectorAll<HTMLElement>('.finding:not([hidden]) > summary')];
  const next = all[step(all.indexOf(at), all.length)];
  if (!next) return;
  event.preventDefault();
  next.focus();
});
