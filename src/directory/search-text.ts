/**
 * How names are written for searching, so that one spelling finds the others: full and half width are one (NFKC), hiragana
 * are katakana, letters are capitals, and spaces, middle dots and control characters are nothing.
 */
export function normalisedName(name: string): string {
  return name
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\u3041-\u3096\u309d\u309e]/g, (hiragana) => String.fromCharCode(hiragana.charCodeAt(0) + 0x60))
    .replace(/[\s・\0-\x1f\x7f-\x9f]/g, '');
}

/** Pairs of neighbouring characters, each once. A text can hold another only if it has all of its pairs. */
export function bigramsOf(normalised: string): string[] {
  const pairs = new Set<string>();
  let before = '';
  for (const character of normalised) {
    if (before !== '') pairs.add(before + character);
    before = character;
  }
  return [...pairs];
}

/** What an office is found by. Name and kana stay apart: no search reaches across the line end. */
export function searchColumnsOf(name: string, nameKana: string): { searchText: string; searchGrams: string[] } {
  const parts = [normalisedName(name), normalisedName(nameKana)];
  return { searchText: parts.join('\n'), searchGrams: [...new Set(parts.flatMap(bigramsOf))] };
}
