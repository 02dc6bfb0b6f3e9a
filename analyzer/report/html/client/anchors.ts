/** A link leads to what it names, also when that is folded away or filtered out. */
export {};

function reveal(): void {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const finding = target.closest<HTMLDetailsElement>('details.finding');
  const filtered = target.closest('[hidden]') !== null;
  if (filtered) document.querySelector<HTMLFormElement>('#filters')?.reset();
  for (let at: Element | null = target; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  const show = () => {
    (finding ?? target).scrollIntoView();
    finding?.querySelector('summary')?.focus({ preventScroll: true });
  };
  // Filters show again what they hid a moment later.
  if (filtered) setTimeout(show, 50);
  else show();
}

window.addEventListener('hashchange', reveal);
// The same link a second time changes no hash.
document.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link?.getAttribute('href') === location.hash && location.hash !== '') setTimeout(reveal);
});
if (location.hash) reveal();
