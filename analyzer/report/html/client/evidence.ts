/** What evidence gets when it comes in sight: numbers of lines, and buttons for more of them and for copying. */
export {};

document.documentElement.classList.add('js');

function button(template: string): HTMLButtonElement | null {
  const source = document.querySelector<HTMLTemplateElement>(`template#${template}`);
  return source?.content.cloneNode(true).firstChild as HTMLButtonElement | null;
}

function equip(item: Element): void {
  const place = item.querySelector('.place');
  const lines = item.querySelector('pre');
  if (!place || !lines || place.querySelector('button')) return;
  number(lines, ':not(.far)');
  if (lines.querySelector('.far')) {
    const more = button('more-lines');
    more?.addEventListener('click', () => {
      number(lines, '.far:not(.numbered)');
      const open = lines.classList.toggle('open');
      more.setAttribute('aria-expanded', String(open));
      swap(more, open);
    });
    if (more) place.append(more);
  }
  const copy = button('copy');
  copy?.addEventListener('click', async () => {
    const text = [...lines.querySelectorAll('[data-n]')]
      .filter(line => line.checkVisibility())
      .map(line => line.textContent);
    swap(copy, await copyText([place.querySelector('code')?.textContent, ...text].join('\n')));
    setTimeout(() => swap(copy, false), 2000);
  });
  if (copy) place.append(copy);
}

/** Each line of some groups becomes an element that knows its number; those at sight are enough at first. */
function number(lines: HTMLElement, wanted: string): void {
  let n = Number(lines.dataset['n']);
  for (const group of lines.children) {
    const texts = (group.textContent ?? '').split('\n');
    const begin = n;
    n += group.childElementCount || texts.length;
    if (!group.matches(wanted)) continue;
    if (group.classList.contains('hit')) group.setAttribute('data-n', String(begin));
    else {
      group.classList.add('numbered');
      group.replaceChildren(
        ...texts.map((text, i) => {
          const line = document.createElement('span');
          line.dataset['n'] = String(begin + i);
          line.textContent = text;
          return line;
        }),
      );
    }
  }
}

function swap(at: HTMLElement, done: boolean): void {
  for (const word of at.children) (word as HTMLElement).hidden = word.classList.contains('done') !== done;
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Where a page from a file may not use the clipboard by itself. */
function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  const focused = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

/** Of a screen, above and below: the keyboard finds the buttons there before the eye does. */
const NEAR = '100%';
const inSight = new IntersectionObserver(
  entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      inSight.unobserve(target);
      equip(target);
    }
  },
  { rootMargin: NEAR },
);

// It does not bubble.
document.addEventListener(
  'toggle',
  event => {
    if (!(event.target instanceof HTMLDetailsElement) || !event.target.open) return;
    for (const item of event.target.querySelectorAll('.evidence > li')) inSight.observe(item);
  },
  true,
);
