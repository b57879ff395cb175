import { createPublicKey, KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Certificate } from '../sealing/certificate.js';
import { Config } from './config.js';
import { ValueRefused, Variable } from './variable.js';
import { variables } from './variables.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ConfigProblem {
  readonly variable: string;
  readonly reason: string;
}

/** Names every variable that is wrong, with what would be right; never a value. */
export class ConfigInvalid extends Error {
  constructor(readonly problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, reason }) => `  ${variable} ${reason}`);
    super(['The gateway cannot start with these settings:', ...lines].join('\n'));
    this.name = 'ConfigInvalid';
  }
}

type Key = keyof typeof variables;
type Values = { -readonly [K in Key]: ReturnType<(typeof variables)[K]['parse']> };
const REQUIRED = 'is required';

/** Reads the whole environment at once. Throws ConfigInvalid. */
export function loadConfig(environment: Environment): Config {
  const problems: ConfigProblem[] = [];
  const read: Partial<Record<Key, unknown>> = {};
  for (const [key, variable] of Object.entries(variables) as [Key, Variable<unknown>][]) {
    const value = attempt(variable, environment, problems);
    if (value !== undefined) read[key] = value;
  }
  const values = read as Partial<Values>;
  values.publicUrl ??= defaultPublicUrl(values, environment, problems);
  values.tlsHost ??= values.httpHost;
  checkKeys(values, problems);
  checkTls(values, problems);
  checkMail(values, problems);
  if (problems.length > 0) throw new ConfigInvalid(problems);
  return Object.freeze(values as Values) as Config;
}

/** Undefined, after noting why, when there is no value to be had. */
function attempt<T>(variable: Variable<T>, environment: Environment, problems: ConfigProblem[]): T | undefined {
  try {
    const text = textOf(variable, environment);
    if (text !== null) return variable.parse(text);
    if (variable.fallback) return variable.fallback.value;
    throw new ValueRefused(variable.mayBeFile ? `${REQUIRED} (or ${variable.name}_FILE)` : REQUIRED);
  } catch (error) {
    if (!(error instanceof ValueRefused)) throw error;
    problems.push({ variable: variable.name, reason: error.message });
    return undefined;
  }
}

/** Null when not set. An empty variable is not set: compose files pass those on for what nobody gave. */
function textOf({ name, mayBeFile }: Variable<unknown>, environment: Environment): string | null {
  const text = environment[name] || null;
  const file = (mayBeFile && environment[`${name}_FILE`]) || null;
  if (text !== null && file !== null) throw new ValueRefused(`and ${name}_FILE are both set: one must go`);
  return file === null ? text : contentOf(file, name);
}

function contentOf(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ValueRefused(`cannot be read from ${name}_FILE: ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** Only where it cannot be wrong: on a machine that nobody else reaches, at a port that somebody chose. */
function defaultPublicUrl(values: Partial<Values>, environment: Environment, problems: ConfigProblem[]) {
  const isPrivate = values.httpHost === '127.0.0.1' || values.httpHost === 'localhost';
  if (isPrivate && environment.HTTP_PORT) return `http://127.0.0.1:${values.httpPort}`;
  const isNamed = problems.some(({ variable }) => ['PUBLIC_URL', 'HTTP_HOST', 'HTTP_PORT'].includes(variable));
  if (!isNamed) problems.push({ variable: 'PUBLIC_URL', reason: REQUIRED });
  return undefined;
}

/** A key beside another key's certificate would make signatures that nobody can verify. */
function checkKeys(values: Partial<Values>, problems: ConfigProblem[]): void {
  if (!belong(values.signingKey, values.signingCertificate)) {
    problems.push({ variable: 'SIGNING_CERTIFICATE', reason: 'must be the certificate of SIGNING_KEY' });
  }
  if (!belong(values.issuingCaKey, values.issuingCaChain?.[0])) {
    problems.push({ variable: 'ISSUING_CA_CERTIFICATE', reason: 'must start with the certificate of ISSUING_CA_KEY' });
  }
  if (values.issuingCaKey === null && values.role !== 'worker') {
    problems.push({
      variable: 'ISSUING_CA_KEY',
      reason: `${REQUIRED} (or ISSUING_CA_KEY_FILE), except for ROLE worker`,
    });
  }
}

/** A TLS port without what it takes to speak TLS would refuse everybody. */
function checkTls(values: Partial<Values>, problems: ConfigProblem[]): void {
  if (!belong(values.tlsKey, values.tlsCertificate?.[0])) {
    problems.push({ variable: 'TLS_CERTIFICATE', reason: 'must start with the certificate of TLS_KEY' });
  }
  if (typeof values.tlsPort !== 'number') return;
  for (const [variable, value] of [
    ['TLS_CERTIFICATE', values.tlsCertificate],
    ['TLS_KEY', values.tlsKey],
  ] as const) {
    if (value === null) problems.push({ variable, reason: `${REQUIRED} (or ${variable}_FILE) with TLS_PORT` });
  }
}

/** A mail without a sender is taken by no server. */
function checkMail({ smtpUrl, mailFrom }: Partial<Values>, problems: ConfigProblem[]): void {
  if (typeof smtpUrl !== 'string' || mailFrom !== null) return;
  problems.push({ variable: 'MAIL_FROM', reason: `${REQUIRED} with SMTP_URL` });
}

/** True as well when one of the two is missing or was refused: that is told elsewhere. */
function belong(key: KeyObject | null | undefined, certificate: Certificate | undefined): boolean {
  if (!key || !certificate) return true;
  return createPublicKey(key).equals(certificate.publicKey);
}
