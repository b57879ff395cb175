import type { KeyObject } from 'node:crypto';
import type { Certificate } from '../sealing/certificate.js';
import type { TrustedAuthorities } from '../sealing/chain.js';
import type { Networks } from './networks.js';

export type Role = 'api' | 'worker' | 'all';
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/**
 * The settings of this process: read once, checked whole, frozen. A class only so that it can be asked for by its type;
 * `loadConfig` makes it. What each setting means stands in variables.ts.
 */
export abstract class Config {
  abstract readonly role: Role;
  abstract readonly logLevel: LogLevel;
  abstract readonly httpHost: string;
  abstract readonly httpPort: number;
  /** Null where the gateway does not speak TLS itself. */
  abstract readonly tlsPort: number | null;
  abstract readonly tlsHost: string;
  /** Own certificate first; never null where there is a port. */
  abstract readonly tlsCertificate: readonly Certificate[] | null;
  /** Never null where there is a port. */
  abstract readonly tlsKey: KeyObject | null;
  abstract readonly trustedProxies: Networks;
  abstract readonly publicUrl: string;
  abstract readonly operatorCodeFile: string | null;
  abstract readonly databaseUrl: string;
  abstract readonly databasePoolSize: number;
  abstract readonly redisUrl: string | null;
  abstract readonly queuePrefix: string;
  abstract readonly signingKey: KeyObject;
  abstract readonly signingCertificate: Certificate;
  /** Null in a worker that was given none. */
  abstract readonly issuingCaKey: KeyObject | null;
  /** Own certificate first, root last. */
  abstract readonly issuingCaChain: readonly Certificate[];
  abstract readonly contentKey: KeyObject;
  /** Other authorities than our own, whose certificates may be registered. */
  abstract readonly trustedAuthorities: TrustedAuthorities;
  abstract readonly revocationUnknown: 'refuse' | 'accept';
  abstract readonly revocationTimeoutSeconds: number;
  abstract readonly revocationCheckMinutes: number;
  abstract readonly certificateValidDays: number;
  abstract readonly accessTokenSeconds: number;
  abstract readonly syncLimitBytes: number;
  abstract readonly submissionLimitBytes: number;
  abstract readonly checkLimitBytes: number;
  abstract readonly submissionFileLimit: number;
  abstract readonly batchLimitBytes: number;
  abstract readonly batchFileLimit: number;
  abstract readonly batchDestinationLimit: number;
  abstract readonly retentionDays: number;
  abstract readonly retentionExtensionDays: number;
  abstract readonly eventDays: number;
  abstract readonly waitLimit: number;
  abstract readonly waitLimitPerClient: number;
  /** Null where nobody is told by mail. */
  abstract readonly smtpUrl: string | null;
  /** Never null where there is a mail server. */
  abstract readonly mailFrom: string | null;
  abstract readonly webhookAllowedNetworks: Networks;
  abstract readonly streamLimit: number;
  abstract readonly streamLimitPerClient: number;
  abstract readonly subscriptionLimit: number;
  abstract readonly sweepSeconds: number;
}
