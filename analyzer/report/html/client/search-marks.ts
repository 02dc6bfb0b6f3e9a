/** Marks the words that are searched for in the findings that are open, without touching the page. */
export {};

const MOST = 2000;
const field = document.querySelector<HTMLInputElement>('#filters [name=text]');

function* textsOf(finding: HTMLDetailsElement): Generator<Text> {
  const walker = document.createTreeWalker(finding.open ? finding : (finding.querySelector('summary') ?? finding), 4);
  while (walker.nextNode()) yield walker.currentNode as Text;
}

/** Where the words are, in the order of the page. */
function* placesOf(words: readonly string[]): Generator<StaticRange> {
  if (words.length === 0) return;
  for (const finding of document.querySelectorAll<HTMLDetailsElement>('.finding:not([hidden])')) {
    for (const text of textsOf(finding)) {
      const content = text.data.toLowerCase();
      for (const word of words) {
        for (let i = content.indexOf(word); i >= 0; i = content.indexOf(word, i + word.length)) {
          const [startContainer, endContainer] = [text, text];
          yield new StaticRange({ startContainer, startOffset: i, endContainer, endOffset: i + word.length });
        }
      }
    }
  }
}

function mark(): void {
  const words = (field?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const marks = new Highlight();
  for (const place of placesOf(words)) {
    marks.add(place as unknown as Range);
    if (marks.size === MOST) break;
  }
  CSS.highlights.set('search', marks);
}

if (field && 'highlights' in CSS) {
  let waiting = 0;
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(mark, 120);
  };
  field.form?.addEventListener('input', later);
  field.form?.addEventListener('reset', later);
  document.addEventListener('toggle', later, true);
}
