/** A text in the two languages of the API. */
export interface Bilingual {
  readonly ja: string;
  readonly en: string;
}

/** One place in the request that is wrong: a JSON pointer, parameter, header or cell, and what is wrong with it. */
export interface ProblemError {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
  /** Name of a file, by the standard's grammar. */
  readonly file?: string | null;
  readonly row?: number | null;
  readonly column?: number | null;
  readonly item?: string | null;
  readonly rule?: string;
  readonly severity?: 'error' | 'warning';
  readonly detail: Bilingual;
}

export interface ProblemDefinition {
  /** Last part of the stable `type`. Never changes once published. */
  readonly code: string;
  readonly status: number;
  readonly title: Bilingual;
  /** When and why a caller meets it, for the documentation. */
  readonly description: Bilingual;
}

export interface ProblemDetails {
  readonly detail?: Bilingual;
  readonly errors?: readonly ProblemError[];
  /** Further members of the problem document (RFC 9457 section 3.2). */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Seconds, for Retry-After (RFC 9110 section 10.2.3). */
  readonly retryAfter?: number;
  /** Of a token that was shown and does not serve, for WWW-Authenticate (RFC 6750 section 3.1). */
  readonly bearerError?: 'invalid_token';
  /** For the operator's log only; never sent. Holds no content of a file. */
  readonly cause?: unknown;
}

const catalogue = new Map<string, ProblemDefinition>();

/** Every problem this gateway can answer with, by code. Filled as domains are loaded; the documentation reads it. */
export function problemCatalogue(): readonly ProblemDefinition[] {
  return [...catalogue.values()];
}

/**
 * An outcome that the caller is told as a problem document (RFC 9457). Domains throw it; only the filter knows HTTP.
 */
export class Problem extends Error {
  constructor(
    readonly definition: ProblemDefinition,
    readonly details: ProblemDetails = {},
  ) {
    super(definition.title.en, { cause: details.cause });
    this.name = 'Problem';
  }

  get type(): string {
    return problemType(this.definition.code);
  }
}

/** A stable URN, so that a type means the same on every installation of the gateway. */
export function problemType(code: string): string {
  return `urn:careplan:problem:${code}`;
}

export interface ProblemFactory {
  (details?: ProblemDetails): Problem;
  readonly definition: ProblemDefinition;
}

/** Defines one problem, once, at load time. */
export function defineProblem(definition: ProblemDefinition): ProblemFactory {
  if (catalogue.has(definition.code)) throw new Error(`Problem ${definition.code} is defined twice.`);
  catalogue.set(definition.code, Object.freeze(definition));
  return Object.assign((details?: ProblemDetails) => new Problem(definition, details), { definition });
}
