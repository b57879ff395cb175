import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { ContentStore } from '../content/content.store.js';
import { Statements } from '../database/statements.js';
import { EventStore } from '../events/event.store.js';
import { Idempotency, IdempotentRequest, StoredAnswer } from '../http/idempotency.js';
import { UsedTokenStore } from '../identity/used-token.store.js';
import { CarrierStore } from './carrier.store.js';
import { idAfter, idBefore } from './chain.js';
import { SubmissionStore } from './submission.store.js';
import { availableData, Transmission, TransmissionUnit } from './transmission.js';
import { TransmissionStore } from './transmission.store.js';
import { digestOfFiles, UnitKeyStore } from './unit-key.store.js';
import { VerifiedManifest } from './verify-manifest.js';

/** All that an accepted unit leaves behind. */
export interface AcceptedUnit {
  readonly manifest: VerifiedManifest;
  readonly transmission: Transmission & { readonly unit: TransmissionUnit };
  readonly persons: readonly Buffer[];
  readonly sealed: Buffer;
  /** Carriers of the destination that it was sealed for. */
  readonly carriers: readonly string[];
  readonly request: IdempotentRequest;
  readonly answer: StoredAnswer;
}

/** What only the statement that accepts a unit knows of it. */
type AnsweredLinks = Pick<Transmission, 'supersedes' | 'supersededBy'>;

/**
 * Step 7 of a send: the one transaction, as one statement and one round trip. Its parts are the stores' own; they hang
 * on each other in the order used-up manifest → unit key → everything else, so that either all of it is written or, for
 * a replay, a duplicate or a reused sequence, nothing but the used-up `jti`.
 */
@Injectable()
export class AcceptanceStore {
  constructor(
    private readonly statements: Statements,
    private readonly usedTokens: UsedTokenStore,
    private readonly unitKeys: UnitKeyStore,
    private readonly submissions: SubmissionStore,
    private readonly transmissions: TransmissionStore,
    private readonly carriers: CarrierStore,
    private readonly contents: ContentStore,
    private readonly events: EventStore,
    private readonly idempotency: Idempotency,
  ) {}

  /** The answer as given and stored; null when the manifest or the sequence was used before. */
  async accept(unit: AcceptedUnit): Promise<StoredAnswer | null> {
    const { manifest, transmission, persons, sealed, carriers, request, answer } = unit;
    const { id, submissionId, clientId, sender, destination, createdAt } = transmission;
    const key = { sender, destination, sequence: transmission.unit.sequence };
    const submission = { id: submissionId, clientId, sender, manifest: manifest.jws, manifestSha256: manifest.sha256 };
    const data = availableData(transmission);
    const event = { at: createdAt, clientId, submissionId, transmissionId: id, sender, destination, data };
    const [older, newer] = [idBefore(transmission), idAfter(transmission)];
    const links = sql`jsonb_build_object('supersedes', ${older}, 'supersededBy', ${newer})`;
    const isNew = sql`EXISTS (SELECT FROM claimed)`;
    const digest = digestOfFiles(manifest.files);
    const [outcome] = await this.statements.rows<{ accepted: boolean } & AnsweredLinks>(
      'acceptance-accept',
      sql`WITH
        used AS (${this.usedTokens.usage('manifest', clientId, manifest.jti, manifest.replayableUntil)}),
        claimed AS (${this.unitKeys.claiming(key, id, digest, transmission.unit, sql`EXISTS (SELECT FROM used)`)}),
        submission AS (${this.submissions.insertion({ ...submission, state: 'finished', createdAt }, isNew)}),
        transmission AS (${this.transmissions.insertion(transmission, persons, isNew)}),
        carriers AS (${this.carriers.insertion(id, destination, carriers, isNew)}),
        content AS (${this.contents.insertion(id, 'sealed', sealed, createdAt, isNew)}),
        event AS (${this.events.insertion({ kind: 'transmission-available', ...event }, sql`claimed`)}),
        answer AS (${this.idempotency.finishing(request, answer, isNew, links)})
        SELECT ${isNew} AS accepted, ${older} AS "supersedes", ${newer} AS "supersededBy"`,
    );
    if (!outcome?.accepted) return null;
    const { supersedes, supersededBy } = outcome;
    return { ...answer, body: { ...(answer.body as object), supersedes, supersededBy } };
  }
}
