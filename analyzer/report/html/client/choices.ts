/** Says on the root of the page, to the style sheet and to screen readers, which language and which colours are chosen. */
export {};

const root = document.documentElement;
const chosen = (name: string) => document.querySelector<HTMLInputElement>(`[name=${name}]:checked`);

function choose(): void {
  const language = chosen('language');
  root.lang = language?.value ?? root.lang;
  document.title = language?.dataset['title'] ?? document.title;
  root.dataset['appearance'] = chosen('appearance')?.value ?? 'auto';
}

document.addEventListener('change', event => {
  if (event.target instanceof HTMLInputElement && event.target.type === 'radio') choose();
});
// A reload keeps what was chosen before.
choose();
