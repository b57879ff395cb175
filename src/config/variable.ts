/** A value that cannot be used. The message says what would be right, never what was given: it may be a secret. */
export class ValueRefused extends Error {}

/** One setting: the variable that carries it, and what its text means. */
export interface Variable<T> {
  readonly name: string;
  /** Throws ValueRefused. */
  parse(text: string): T;
  /** What holds when the variable is not set. Without it, the variable is required. */
  readonly fallback?: { readonly value: T };
  /** The text may instead stand in a file that NAME_FILE names: how secrets are mounted. */
  readonly mayBeFile?: boolean;
}

/** The same setting, with a value for when the variable is not set. */
export function withDefault<T>(value: T, variable: Variable<T>): Variable<T> {
  return { ...variable, fallback: { value } };
}

/** The same setting, null when the variable is not set. */
export function optional<T>(variable: Variable<T>): Variable<T | null> {
  return { ...variable, fallback: { value: null } };
}

export function wholeNumber(name: string, least: number, most: number): Variable<number> {
  return {
    name,
    parse(text) {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      if (value >= least && value <= most) return value;
      throw new ValueRefused(`must be a whole number from ${least} to ${most}`);
    },
  };
}

export function oneOf<const T extends string>(name: string, choices: readonly T[]): Variable<T> {
  return {
    name,
    parse(text) {
      const found = choices.find((choice) => choice === text);
      if (found !== undefined) return found;
      throw new ValueRefused(`must be one of ${choices.join(', ')}`);
    },
  };
}

/** Text of a form that is easily told. */
export function text(name: string, form: RegExp, told: string): Variable<string> {
  return {
    name,
    parse(value) {
      if (form.test(value)) return value;
      throw new ValueRefused(`must be ${told}`);
    },
  };
}

/** The address of a service, with its credentials if need be. */
export function serviceUrl(name: string, protocols: readonly string[]): Variable<string> {
  return {
    name,
    parse(value) {
      const url = URL.canParse(value) ? new URL(value) : null;
      if (url !== null && protocols.includes(url.protocol) && url.hostname !== '') return value;
      throw new ValueRefused(
        `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
      );
    },
  };
}

/**
 * The address by which the world knows us, without a slash at the end: issuers are compared character by character
 * (RFC 8414 §3.3), so there must be one way to write it.
 */
export function publicUrl(name: string): Variable<string> {
  return {
    name,
    parse(value) {
      const url = URL.canParse(value) ? new URL(value) : null;
      const isPlain = url !== null && !url.search && !url.hash && !url.username && !url.password;
      if (!isPlain || !['http:', 'https:'].includes(url.protocol)) {
        throw new ValueRefused('must be an http(s) URL without user, query and fragment');
      }
      return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
    },
  };
}
