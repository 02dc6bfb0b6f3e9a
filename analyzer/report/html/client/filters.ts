/** Shows the findings that fit what the reader asks for: words, severity, section, component, time. */
export {};

interface TimeWindow {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly chosen: boolean;
}

const form = document.querySelector<HTMLFormElement>('#filters');
const findings = [...document.querySelectorAll<HTMLDetailsElement>('.finding')];
const sections = [...document.querySelectorAll<HTMLElement>('section.guide')];
const texts = new Map<Element, string>();
let time: TimeWindow | undefined;

function textOf(finding: Element): string {
  const known = texts.get(finding) ?? (finding.textContent ?? '').toLowerCase();
  texts.set(finding, known);
  return known;
}

function inTime({ dataset }: HTMLElement): boolean {
  if (!time) return true;
  return dataset['from'] !== '' && Number(dataset['from']) <= time.to && Number(dataset['to']) >= time.from;
}

function apply(asked: HTMLFormElement): void {
  const data = new FormData(asked);
  const words = String(data.get('text') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean);
  const severities = data.getAll('severity');
  const section = data.get('section') ?? '';
  const component = String(data.get('component') ?? '');
  const boxes = asked.querySelectorAll('[name=severity]');
  const active = Boolean(words.length || section || component || time) || severities.length < boxes.length;

  let shown = 0;
  for (const finding of findings) {
    const fits =
      severities.includes(finding.dataset['severity'] ?? '') &&
      (section === '' || finding.parentElement?.id === section) &&
      (component === '' || (finding.dataset['components'] ?? '').split(' ').includes(component)) &&
      inTime(finding) &&
      words.every(word => textOf(finding).includes(word));
    finding.hidden = !fits;
    if (fits) shown += 1;
  }
  for (const guide of sections) {
    guide.hidden = active && guide.id !== section && !guide.querySelector('.finding:not([hidden])');
  }
  tell(asked, shown, active);
}

function tell(asked: HTMLFormElement, shown: number, active: boolean): void {
  const count = asked.querySelector('.count');
  if (count) count.textContent = active ? `${shown} / ${findings.length}` : String(findings.length);
  const none = document.querySelector<HTMLElement>('.no-match');
  if (none) none.hidden = shown > 0;
  const reset = asked.querySelector<HTMLButtonElement>('[type=reset]');
  if (reset) reset.hidden = !active;
  const chosen = asked.querySelector<HTMLElement>('.chosen-time');
  const text = chosen?.querySelector('b');
  if (chosen && text) {
    chosen.hidden = !time;
    text.textContent = time?.text ?? '';
  }
}

/** Options can be in one language only: they are written again when the reader chooses another. */
function nameOptions(asked: HTMLFormElement): void {
  const language = document.documentElement.lang;
  const inLanguage = (at: ParentNode | null | undefined) =>
    (at?.querySelector(`[lang="${language}"]`) ?? (at as Element | null))?.textContent ?? '';
  const all = asked.querySelector<HTMLTemplateElement>('template.all')?.content;
  for (const option of asked.querySelectorAll<HTMLOptionElement>('option')) {
    const guide = option.value && option.closest('[name=section]') ? document.getElementById(option.value) : null;
    if (option.value === '') option.textContent = inLanguage(all);
    else if (guide) option.textContent = inLanguage(guide.querySelector('.name'));
  }
}

function start(asked: HTMLFormElement): void {
  const select = asked.querySelector('[name=section]');
  for (const { id } of sections.filter(guide => guide.querySelector('.finding'))) select?.append(new Option('', id));
  let waiting = 0;
  const later = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => apply(asked));
  };
  asked.addEventListener('input', later);
  asked.addEventListener('submit', event => event.preventDefault());
  asked.addEventListener('reset', () => {
    time = undefined;
    // The fields are as they were only after this.
    setTimeout(() => apply(asked));
  });
  document.addEventListener('time-window', event => {
    const { detail } = event as CustomEvent<TimeWindow>;
    time = detail.chosen ? detail : undefined;
    later();
  });
  document.addEventListener('change', event => {
    if (event.target instanceof HTMLInputElement && event.target.name === 'language')
      setTimeout(() => nameOptions(asked));
  });
  for (const [name, open] of [
    ['.open-all', true],
    ['.close-all', false],
  ] as const) {
    asked.querySelector(name)?.addEventListener('click', () => {
      for (const finding of findings) if (!finding.hidden) finding.open = open;
    });
  }
  asked.hidden = false;
  nameOptions(asked);
  apply(asked);
}

if (form) start(form);
