/** What to do where nothing tells what was meant. */
export const WHAT_TO_GIVE =
  'give a bundle made by nodetriage-collect or by another tool, the folder it was unpacked to, or logs and outputs of commands as text';

const PICTURE = 'is a picture; what it shows must be given as text, or better the file that it shows';
const OFFICE = 'is a document of Word, Excel or PowerPoint; save what it says as text (.txt)';

/** What people give beside bundles and texts, by its first bytes as Latin-1, and what to do about it. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:\u0089PNG|\u00ff\u00d8\u00ff|GIF8[79]a|RIFF.{4}WEBP|.{4}ftyp(?:heic|mif1|avif))/s, PICTURE],
  [/^%PDF-/, 'is a PDF; save what it says as text (.txt)'],
  [
    /^(?:Rar!\u001a\u0007|7z\u00bc\u00af'\u001c)/,
    'is an archive that is not opened here; unpack it, and give the folder',
  ],
  [/^BZh[1-9]1AY&SY/, 'is compressed by bzip2, which is not read here; unpack it, and give what comes out'],
  [/^\u00d0\u00cf\u0011\u00e0/, OFFICE],
  [/^(?:\u00ff\u00fe|\u00fe\u00ff)/, 'is text in UTF-16, as PowerShell and Notepad save it; save it as UTF-8'],
];
/** What every document of Word, Excel and PowerPoint has in its zip. */
const OFFICE_ENTRY = '[Content_Types].xml';

/** What a file is that is neither bundle nor text, and what to do; undefined when it may be one of these. */
export function otherKind(head: Buffer): string | undefined {
  const text = head.toString('latin1', 0, 16);
  return OTHERS.find(([begin]) => begin.test(text))?.[1];
}

/** The same for an archive of which nothing was of use, by the names of its entries and what was said of them. */
export function otherArchive(names: readonly string[], refused: readonly string[]): string {
  if (names.includes(OFFICE_ENTRY)) return OFFICE;
  if (refused.includes(ENCRYPTED)) return 'is protected by a password; unpack it, and give the folder';
  return `${names.length === 0 ? 'holds no files' : 'holds nothing that is known here'}; ${WHAT_TO_GIVE}`;
}

/** Said of an entry of a zip. */
export const ENCRYPTED = 'it is encrypted';
