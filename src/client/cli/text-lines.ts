/** What a person wrote, under what it is: each of its lines a line. */
export function textLines(title: string, text: string): string[] {
  return [`  ${title}:`, ...text.split(/\r\n|\r|\n/).map((line) => `    ${line}`)];
}
