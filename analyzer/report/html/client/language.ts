/** The style sheet shows the language that is chosen; this tells it to the browser and to screen readers. */
export {};

function choose(): void {
  const chosen = document.querySelector<HTMLInputElement>('[name=language]:checked');
  if (!chosen) return;
  document.documentElement.lang = chosen.value;
  document.title = chosen.dataset['title'] ?? document.title;
}

document.addEventListener('change', event => {
  if (event.target instanceof HTMLInputElement && event.target.name === 'language') choose();
});
// A reload keeps what was chosen before.
choose();
