/**
 * Whether a text can be stored and sent on. JSON can write two things that cannot: NUL, which PostgreSQL refuses, and
 * half of a surrogate pair, for which UTF-8 has no bytes.
 */
export function isUnicodeText(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}
