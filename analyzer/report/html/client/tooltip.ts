/** Says of a mark of the timeline what the table of events says of it. */
export {};

const tip = document.querySelector<HTMLElement>('#timeline .tip');

document.addEventListener('pointerover', event => {
  const mark = event.target instanceof Element ? event.target.closest('[data-event]') : null;
  if (!tip) return;
  const row = mark && document.getElementById(`event-${mark.getAttribute('data-event')}`);
  tip.hidden = !row;
  if (!row || !mark) return;
  tip.replaceChildren(
    ...[...row.querySelectorAll('td')].map(cell => {
      const line = document.createElement('p');
      line.append(...[...cell.childNodes].map(node => node.cloneNode(true)));
      for (const link of line.querySelectorAll('a')) link.replaceWith(...link.childNodes);
      return line;
    }),
  );
  const { left, bottom } = mark.getBoundingClientRect();
  const { width } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  tip.style.top = `${bottom + 8}px`;
});
