import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { isId, newId } from '../database/identifiers.js';
import { Tx, UnitOfWork } from '../database/unit-of-work.js';
import { OfficeStore } from '../directory/office.store.js';
import { EventStore } from '../events/event.store.js';
import { Caller } from '../http/caller.js';
import { notFound, requestInvalid } from '../http/http.problems.js';
import { GivenAnswer, Idempotency, readIdempotencyKey } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { sha256Base64url } from '../sealing/digest.js';
import { Client } from './client.entity.js';
import { ClientStore } from './client.store.js';
import { hashOfCode, newCode } from './enrolment-code.js';
import { officeUnknown } from './identity.problems.js';
import { ClientToRegister, ClientView, IssuedCode } from './identity.view.js';

/** Long enough for a letter to arrive, short enough that a lost one does no harm for long. */
const codeValidDays = 14;

/** How long a repeated registration is recognised. */
const answerKeptDays = 1;

/** The operator registers callers and hands out their one-time enrolment codes. */
@Injectable()
export class RegisterClient {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientStore,
    private readonly offices: OfficeStore,
    private readonly events: EventStore,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  /**
   * @param caller the operator; the key makes a repeat give the same client
   * @throws Problem request-invalid, office-unknown, and those of Idempotency
   */
  async register(caller: Caller, idempotencyKey: string | undefined, sent: ClientToRegister): Promise<GivenAnswer> {
    if ((sent.kind === 'office') !== (sent.officeNumber !== undefined)) throw officeNumberMisplaced();
    const officeNumber = sent.officeNumber ?? null;
    // Before the transaction, which would otherwise wait for a second connection while it holds one.
    if (officeNumber !== null && !(await this.offices.find(officeNumber))) throw officeUnknown();
    const now = this.clock.now();
    const request = {
      clientId: caller.clientId,
      key: readIdempotencyKey(idempotencyKey),
      operation: 'register-client',
      lease: newId(),
      fingerprint: sha256Base64url(JSON.stringify([sent.kind, sent.name, officeNumber])),
    };
    return this.idempotency.once(request, now, new Date(now.getTime() + answerKeptDays * 86_400_000), async (tx) => {
      const client: Client = {
        id: newId(),
        kind: sent.kind,
        name: sent.name,
        officeNumber,
        state: 'active',
        createdAt: now,
      };
      await this.insertClient(tx, client, caller.clientId);
      return { status: 201, headers: { location: `/v1/clients/${client.id}` }, body: ClientView.from(client) };
    });
  }

  /** @throws Problem not-found */
  async find(clientId: string): Promise<Client> {
    const client = isId(clientId) ? await this.clients.find(this.unitOfWork.autocommit, clientId) : null;
    if (!client) throw notFound();
    return client;
  }

  /** @throws Problem not-found */
  async issueCode(caller: Caller, clientId: string): Promise<IssuedCode> {
    return this.unitOfWork.run(async (tx) => {
      const client = isId(clientId) ? await this.clients.find(tx, clientId) : null;
      if (!client) throw notFound();
      return this.insertCode(tx, client, caller.clientId);
    });
  }

  /**
   * Takes back every code of a client that was not used, as when a letter went astray.
   * @throws Problem not-found
   */
  async withdrawCodes(caller: Caller, clientId: string): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const client = isId(clientId) ? await this.clients.find(tx, clientId) : null;
      if (!client) throw notFound();
      const withdrawn = await this.clients.withdrawCodes(tx, client.id);
      if (withdrawn > 0) {
        await this.events.append(tx, {
          kind: 'enrolment-codes-withdrawn',
          at: this.clock.now(),
          clientId: caller.clientId,
          subjectClientId: client.id,
          data: { withdrawn },
        });
      }
      return withdrawn;
    });
  }

  /**
   * The installation's first caller: made when there is no operator yet; a new
   * code each time it is asked for, which withdraws the earlier ones.
   */
  async issueOperatorCode(): Promise<IssuedCode> {
    return this.unitOfWork.run(async (tx) => {
      let operator = await this.clients.findOperator(tx);
      if (!operator) {
        operator = {
          id: newId(),
          kind: 'operator',
          name: 'Operator',
          officeNumber: null,
          state: 'active',
          createdAt: this.clock.now(),
        };
        await this.insertClient(tx, operator, null);
      }
      await this.clients.withdrawCodes(tx, operator.id);
      return this.insertCode(tx, operator, null);
    });
  }

  /** @param by the client that did it; null for the gateway itself */
  private async insertClient(tx: Tx, client: Client, by: string | null): Promise<void> {
    const { id, kind, name, officeNumber, createdAt } = client;
    await this.clients.insert(tx, client);
    await this.events.append(tx, {
      kind: 'client-registered',
      at: createdAt,
      clientId: by,
      subjectClientId: id,
      data: { kind, name, officeNumber },
    });
  }

  private async insertCode(tx: Tx, client: Client, by: string | null): Promise<IssuedCode> {
    const code = newCode();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + codeValidDays * 86_400_000);
    await this.clients.insertCode(tx, {
      id: newId(),
      clientId: client.id,
      codeHash: hashOfCode(code),
      createdAt: now,
      expiresAt,
      usedAt: null,
      thumbprint: null,
    });
    await this.events.append(tx, {
      kind: 'enrolment-code-issued',
      at: now,
      clientId: by,
      subjectClientId: client.id,
      data: { expiresAt },
    });
    return { client, code, expiresAt };
  }
}

function officeNumberMisplaced(): Problem {
  return requestInvalid({
    errors: [
      {
        pointer: '/officeNumber',
        detail: {
          ja: 'kindがofficeのときだけ、必ず指定してください。',
          en: 'Required for kind office, and only there.',
        },
      },
    ],
  });
}
