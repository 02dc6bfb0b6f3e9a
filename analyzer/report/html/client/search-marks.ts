/** Marks the words that are searched for in the findings that are open, without touching the page. */
export {};

const MOST = 2000;
const field = document.querySelector<HTMLInputElement>('#filters [name=text]');

function* textsOf(finding: HTMLDetailsElement): Generator<Text> {
  const walker = document.createTreeWalker(finding.open ? finding : (finding.querySelector('summary') ?? finding), 4);
  while (walker.nextNode()) yield walker.currentNode as Text;
}

function mark(): void {
  const words = (field?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const ranges: Range[] = [];
  for (const finding of words.length > 0
    ? document.querySelectorAll<HTMLDetailsElement>('.finding:not([hidden])')
    : []) {
    for (const text of textsOf(finding)) {
      const content = text.data.toLowerCase();
      for (const word of words) {
        for (
          let i = content.indexOf(word);
          i >= 0 && ranges.length < MOST;
          i = content.indexOf(word, i + word.length)
        ) {
          const range = new StaticRange({
            startContainer: text,
            startOffset: i,
            endContainer: text,
            endOffset: i + word.length,
          });
          ranges.push(range as unknown as Range);
        }
      }
    }
  }
  CSS.highlights.set('search', new Highlight(...ranges));
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
