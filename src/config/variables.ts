import {
  certificate,
  certificateChain,
  contentKey,
  privateKey,
  signingKey,
  tlsChain,
  tlsKey,
  trustedAuthorities,
} from './key-material.js';
import { Networks, networks } from './networks.js';
import { oneOf, optional, publicUrl, serviceUrl, text, wholeNumber, withDefault } from './variable.js';

const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * Every variable the gateway reads, what it means, and what holds when it is not set: this table is the manual. A
 * variable set to nothing counts as not set. Where NAME_FILE is mentioned, the text may stand in the file it names.
 */
export const variables = {
  // ── What this process does ────────────────────────────────────────────────────────────────────────────────────────

  /** ROLE: `api` answers requests, `worker` does what is queued, `all` does both. Any number of each may run. */
  role: withDefault('all', oneOf('ROLE', ['api', 'worker', 'all'])),

  /** LOG_LEVEL: the least severe message that is written. */
  logLevel: withDefault('info', oneOf('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'trace'])),

  // ── Where it is reached ───────────────────────────────────────────────────────────────────────────────────────────

  /** HTTP_HOST: the address to listen at. Only this machine, unless told: 0.0.0.0 in a container. */
  httpHost: withDefault('127.0.0.1', text('HTTP_HOST', /^[0-9A-Za-z.:_-]+$/, 'a host name or an IP address')),

  /** HTTP_PORT: the port to listen at; 0 takes any free one. */
  httpPort: withDefault(3000, wholeNumber('HTTP_PORT', 0, 65_535)),

  /**
   * TLS_PORT: a second port, where the gateway itself speaks TLS (1.2 or newer) and asks for the client's certificate; 0
   * takes any free one. Not set: none. HTTP_PORT stays, for probes and proxies: keep it where only they reach it.
   */
  tlsPort: optional(wholeNumber('TLS_PORT', 0, 65_535)),

  /** TLS_HOST: the address to listen at with TLS. As HTTP_HOST, unless told. */
  tlsHost: optional(text('TLS_HOST', /^[0-9A-Za-z.:_-]+$/, 'a host name or an IP address')),

  /**
   * TLS_CERTIFICATE or TLS_CERTIFICATE_FILE: the server's certificate, then those above it. PEM. Required with TLS_PORT.
   * Read at start: a renewed one is served from the next start on.
   */
  tlsCertificate: optional(tlsChain('TLS_CERTIFICATE')),

  /** TLS_KEY or TLS_KEY_FILE: its key. PEM, EC P-256 or P-384, or RSA of at least 2048 bits. Required with TLS_PORT. */
  tlsKey: optional(tlsKey('TLS_KEY')),

  /**
   * TRUSTED_PROXIES: addresses and networks such as 10.0.0.5, 10.1.0.0/16, 2001:db8::/64, with commas between them. Only
   * of these peers are Client-Cert (RFC 9440) and X-Forwarded-For believed; so each must remove both from what clients
   * send, and must have made the client prove its key. Not set: nobody is believed.
   */
  trustedProxies: withDefault(new Networks(), networks('TRUSTED_PROXIES')),

  /**
   * PUBLIC_URL: the address clients use, as seen by them. It is the issuer and audience of everything signed, so it
   * must not change. Required, except where HTTP_PORT is set and HTTP_HOST is this machine only: then
   * http://127.0.0.1:HTTP_PORT.
   */
  publicUrl: optional(publicUrl('PUBLIC_URL')),

  /**
   * OPERATOR_CODE_FILE: the file to write the operator's one-time enrolment code to, as long as no operator has enrolled.
   * Only this account can read it. Without it no code is written.
   */
  operatorCodeFile: optional(text('OPERATOR_CODE_FILE', /^[^\0]+$/, 'the path of a file')),

  // ── What it stands on ─────────────────────────────────────────────────────────────────────────────────────────────

  /** DATABASE_URL: PostgreSQL 15 or newer, postgresql://user:password@host:port/database. Required. */
  databaseUrl: serviceUrl('DATABASE_URL', ['postgresql:', 'postgres:']),

  /**
   * DATABASE_POOL_SIZE: connections of this process; the sum must stay below PostgreSQL's max_connections. Without
   * REDIS_URL each of the five queues takes up to 4 more, and a worker as many again.
   */
  databasePoolSize: withDefault(10, wholeNumber('DATABASE_POOL_SIZE', 2, 500)),

  /**
   * REDIS_URL: carries the queues, and wakes who waits at an inbox or for events. Without it queues rest in PostgreSQL:
   * simpler, and about a third as fast; and whoever waits is woken by this process, or looks every two seconds (a stream
   * every five).
   */
  redisUrl: optional(serviceUrl('REDIS_URL', ['redis:', 'rediss:'])),

  /** QUEUE_PREFIX: keeps several gateways on one Redis apart. */
  queuePrefix: withDefault('careplan', text('QUEUE_PREFIX', /^[a-z0-9_-]{1,64}$/, '1–64 of a–z, 0–9, _ and -')),

  // ── Keys and certificates ─────────────────────────────────────────────────────────────────────────────────────────

  /** SIGNING_KEY or SIGNING_KEY_FILE: signs receipts and access tokens. PEM, EC P-256. Required. */
  signingKey: signingKey('SIGNING_KEY'),

  /** SIGNING_CERTIFICATE or SIGNING_CERTIFICATE_FILE: the signing key's certificate. PEM. Required. */
  signingCertificate: certificate('SIGNING_CERTIFICATE'),

  /** ISSUING_CA_KEY or ISSUING_CA_KEY_FILE: issues certificates and revocation lists. PEM. A worker needs none. */
  issuingCaKey: optional(privateKey('ISSUING_CA_KEY')),

  /** ISSUING_CA_CERTIFICATE or ISSUING_CA_CERTIFICATE_FILE: its certificate and those above it, root last. Required. */
  issuingCaChain: certificateChain('ISSUING_CA_CERTIFICATE'),

  /** CONTENT_KEY or CONTENT_KEY_FILE: wraps the keys of staged content. Base64 of 32 random bytes. Required. */
  contentKey: contentKey('CONTENT_KEY'),

  /**
   * CERTIFICATE_VALID_DAYS: of a certificate issued to a client. 825 is also the most: the bound of the CA/Browser
   * Forum's S/MIME Baseline Requirements §6.3.2 for the certificates of organisations that sign and decrypt.
   */
  certificateValidDays: withDefault(825, wholeNumber('CERTIFICATE_VALID_DAYS', 1, 825)),

  /** ACCESS_TOKEN_SECONDS: how long a token serves who holds it, rightly or not; so 300 is also the most. */
  accessTokenSeconds: withDefault(300, wholeNumber('ACCESS_TOKEN_SECONDS', 10, 300)),

  // ── Certificates of other authorities (電子請求証明書の流用) ─────────────────────────────────────────────────────────

  /**
   * TRUSTED_CA_CERTIFICATES or TRUSTED_CA_CERTIFICATES_FILE: authorities whose certificates an office may register
   * instead of getting one here. PEM; what is self-signed is a root, the others only help to find the way to one. None,
   * unless told: then no such certificate is taken. An authority that is taken out again cannot be asked about any more:
   * its certificates end within 24 hours (see REVOCATION_UNKNOWN). Whoever answers requests or sweeps (every ROLE)
   * must be let out to the addresses of these authorities' OCSP responders and revocation lists.
   */
  trustedAuthorities: withDefault({ roots: [], intermediates: [] }, trustedAuthorities('TRUSTED_CA_CERTIFICATES')),

  /**
   * REVOCATION_UNKNOWN: what holds when neither OCSP nor a revocation list says whether such a certificate, or one above
   * it, is revoked. `refuse`: it is not registered; and one that is registered ends to be active 24 hours after its
   * authority was last heard, and is active again as soon as the authority is heard. `accept`: the certificate is taken
   * as not revoked, is marked `unknown`, and is asked about again all the same. Either way a certificate that nobody has
   * asked about for 24 hours is not active: a stopped worker does not make it good for ever.
   */
  revocationUnknown: withDefault('refuse', oneOf('REVOCATION_UNKNOWN', ['refuse', 'accept'])),

  /** REVOCATION_TIMEOUT_SECONDS: how long one OCSP responder, or the server of one revocation list, is waited for. */
  revocationTimeoutSeconds: withDefault(5, wholeNumber('REVOCATION_TIMEOUT_SECONDS', 1, 60)),

  /** REVOCATION_CHECK_MINUTES: how often the authority of a registered certificate is asked about it again. */
  revocationCheckMinutes: withDefault(60, wholeNumber('REVOCATION_CHECK_MINUTES', 1, 720)),

  // ── Telling people ───────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * WEBHOOK_ALLOWED_NETWORKS: addresses and networks, as in TRUSTED_PROXIES, that webhooks may be sent to although they are
   * not of the public internet: for closed networks. Not set: none. Of these also http is taken, elsewhere only https. A
   * receiver whose certificate is of a private authority needs that one in NODE_EXTRA_CA_CERTS.
   */
  webhookAllowedNetworks: withDefault(new Networks(), networks('WEBHOOK_ALLOWED_NETWORKS')),

  /**
   * SMTP_URL: the site's mail server, smtp[s]://user:password@host:port; without a port 587, or 465 for smtps. Mails go out
   * encrypted (STARTTLS), unless it is on this machine. Not set: nobody is told by mail.
   */
  smtpUrl: optional(serviceUrl('SMTP_URL', ['smtp:', 'smtps:'])),

  /** MAIL_FROM: whom mails are from. Required with SMTP_URL. */
  mailFrom: optional(text('MAIL_FROM', /^[^\s@<>"]+@[^\s@<>"]+$/, 'a mail address')),

  // ── Bounds ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** SYNC_LIMIT_BYTES: submissions up to this size are answered at once, larger ones by a worker. */
  syncLimitBytes: withDefault(256 * KIB, wholeNumber('SYNC_LIMIT_BYTES', 0, 64 * MIB)),

  /** SUBMISSION_LIMIT_BYTES: the most that one submission may hold, all files together. */
  submissionLimitBytes: withDefault(32 * MIB, wholeNumber('SUBMISSION_LIMIT_BYTES', KIB, 1024 * MIB)),

  /**
   * CHECK_LIMIT_BYTES: of one upload to POST /v1/checks. It is checked in turns with other requests; the worst 4 MiB
   * cost about a second of processor time in all. A zip may hold SUBMISSION_LIMIT_BYTES.
   */
  checkLimitBytes: withDefault(4 * MIB, wholeNumber('CHECK_LIMIT_BYTES', KIB, 64 * MIB)),

  /** SUBMISSION_FILE_LIMIT: the most files that one submission may hold. */
  submissionFileLimit: withDefault(50, wholeNumber('SUBMISSION_FILE_LIMIT', 1, 10_000)),

  /** BATCH_LIMIT_BYTES: the most that one batch may hold, all files together; and again what its zips may hold unpacked. */
  batchLimitBytes: withDefault(128 * MIB, wholeNumber('BATCH_LIMIT_BYTES', KIB, 512 * MIB)),

  /** BATCH_FILE_LIMIT: the most files that one batch may hold, and that its zips and combined files may become. */
  batchFileLimit: withDefault(1_000, wholeNumber('BATCH_FILE_LIMIT', 1, 10_000)),

  /** BATCH_DESTINATION_LIMIT: the most offices that one batch may be signed for. */
  batchDestinationLimit: withDefault(100, wholeNumber('BATCH_DESTINATION_LIMIT', 1, 1_000)),

  /** RETENTION_DAYS: how long a transmission waits to be collected. A monthly cycle with its claim date fits in. */
  retentionDays: withDefault(40, wholeNumber('RETENTION_DAYS', 1, 3_650)),

  /** RETENTION_EXTENSION_DAYS: how much longer it is kept when one of its offices asks for it, once. */
  retentionExtensionDays: withDefault(20, wholeNumber('RETENTION_EXTENSION_DAYS', 1, 3_650)),

  /**
   * EVENT_DAYS: how long events can be read (GET /v1/events) and what subscriptions were told is known; whole months are
   * forgotten at once. Histories of transmissions are kept.
   */
  eventDays: withDefault(92, wholeNumber('EVENT_DAYS', 31, 3_650)),

  /** WAIT_LIMIT: requests that may wait (Prefer: wait) in this process; beyond it they are answered at once. */
  waitLimit: withDefault(2_000, wholeNumber('WAIT_LIMIT', 0, 100_000)),

  /** WAIT_LIMIT_PER_CLIENT: how many of them one client may have: its terminals, or the processes of a relay. */
  waitLimitPerClient: withDefault(50, wholeNumber('WAIT_LIMIT_PER_CLIENT', 0, 100_000)),

  /** STREAM_LIMIT: event streams that may be open in this process; beyond it they are refused. About 20 KiB of memory each. */
  streamLimit: withDefault(5_000, wholeNumber('STREAM_LIMIT', 0, 100_000)),

  /** STREAM_LIMIT_PER_CLIENT: how many of them one client may have. */
  streamLimitPerClient: withDefault(20, wholeNumber('STREAM_LIMIT_PER_CLIENT', 0, 100_000)),

  /** SUBSCRIPTION_LIMIT: how many subscriptions (webhooks, mails, feeds) one client may have. */
  subscriptionLimit: withDefault(100, wholeNumber('SUBSCRIPTION_LIMIT', 1, 10_000)),

  /** SWEEP_SECONDS: how often work that was stored but never queued is looked for. */
  sweepSeconds: withDefault(15, wholeNumber('SWEEP_SECONDS', 1, 3_600)),
} as const;
