/*
 * What a log may tell of an error. Never its message: drivers quote parameters in theirs, and those may be personal data.
 */

/** The code of an error (SQLSTATE, errno), or else its name. */
export function codeOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown';
}

/** Name, code and where it was thrown; undefined for what is no error. */
export function traceOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')) ?? [];
  return [code === error.name ? code : `${error.name} ${code}`, ...frames].join('\n');
}
