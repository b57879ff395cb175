import { deepStrictEqual } from 'node:assert';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createManifest, Manifest } from '../../src/sealing/manifest.js';
import { openContent, SealBinding } from '../../src/sealing/seal.js';
import { signStatement } from '../../src/sealing/statement.js';
import { Answer, Api, Part } from './api.js';
import { enrol, KeyKind, TestCaller } from './caller.js';
import { GatewayOptions, publicUrl, startGateway, TestGateway } from './gateway.js';

export interface SampleFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The offices that the sample units name. */
export const careManager = '1371215102';
export const serviceOffice = '1370000011';

export interface SendChanges {
  readonly idempotencyKey?: string;
  readonly prefer?: string;
  /** Goes with the files: signed and uploaded. */
  readonly message?: string;
  readonly destination?: string;
  /** Changes to the manifest before it is signed. */
  readonly manifest?: Partial<Manifest>;
  /** What is uploaded, where it differs from what was signed. */
  readonly upload?: readonly SampleFile[];
  readonly signer?: TestCaller;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

export interface TransmissionBody {
  readonly id: string;
  readonly submission: string;
  readonly state: string;
  readonly sender: string;
  readonly destination: string;
  readonly receipt: string;
  readonly contentSha256: string;
  readonly findings: { rule: string; severity: string }[];
  readonly hasMessage: boolean;
  readonly duplicateOf?: string;
  readonly type?: string;
  readonly errors?: {
    file: string | null;
    row: number | null;
    column: number | null;
    item: string | null;
    rule: string;
  }[];
}

export interface MandateBody {
  readonly id: string;
  readonly officeNumber: string;
  readonly carrier: string;
  readonly scopes: string[];
  readonly state: string;
  readonly suspendedBy: string[];
  readonly evidence: string | null;
  readonly type?: string;
}

/** A gateway with an operator and two enrolled offices: where most journeys begin. */
export class World {
  private constructor(
    readonly gateway: TestGateway,
    readonly api: Api,
    readonly operator: TestCaller,
    /** 居宅介護支援 A事業所 */
    readonly a: TestCaller,
    /** 訪問介護 K事業所 */
    readonly k: TestCaller,
  ) {}

  static async begin(options: GatewayOptions = {}): Promise<World> {
    const gateway = await startGateway(options);
    const api = new Api(gateway);
    const operator = await enrol(gateway, await gateway.operatorCode());
    await api.post('/v1/offices/import', {
      caller: operator,
      json: {
        offices: [
          { number: careManager, name: 'A事業所', serviceTypes: ['43'], prefecture: '東京都' },
          { number: serviceOffice, name: 'K事業所', serviceTypes: ['11'], prefecture: '東京都' },
        ],
      },
    });
    const a = await enrol(gateway, await codeFor(api, operator, 'A事業所', careManager), 'ec');
    const k = await enrol(gateway, await codeFor(api, operator, 'K事業所', serviceOffice), 'rsa');
    return new World(gateway, api, operator, a, k);
  }

  /** Another office, enrolled. */
  async office(number: string, name: string, kind: KeyKind = 'ec'): Promise<TestCaller> {
    await this.importOffice(number, name);
    return enrol(this.gateway, await codeFor(this.api, this.operator, name, number), kind);
  }

  async importOffice(number: string, name: string, more: Record<string, unknown> = {}): Promise<void> {
    const json = { offices: [{ number, name, serviceTypes: ['11'], ...more }] };
    const { status } = await this.api.post('/v1/offices/import', { caller: this.operator, json });
    if (status !== 200) throw new Error(`import refused: ${status}`);
  }

  codeFor(name: string, officeNumber: string): Promise<string> {
    return codeFor(this.api, this.operator, name, officeNumber);
  }

  /** A relay (伝送代行業者) or network, enrolled. */
  async carrier(kind: 'relay' | 'network', name: string, keys: KeyKind = 'ec'): Promise<TestCaller> {
    const client = await this.api.post<{ id: string }>('/v1/clients', {
      caller: this.operator,
      headers: { 'idempotency-key': randomUUID() },
      json: { kind, name },
    });
    const path = `/v1/clients/${client.body.id}/enrolment-codes`;
    const { body } = await this.api.post<{ code: string }>(path, { caller: this.operator });
    return enrol(this.gateway, body.code, keys);
  }

  /** A mandate that the carrier proposed and the office accepted; by a document, for an office that cannot act itself. */
  async mandate(
    carrier: TestCaller,
    office: TestCaller | string,
    scopes: readonly string[] = ['send', 'collect', 'confirm', 'recall'],
    terms: { validFrom?: string; validUntil?: string } = {},
  ): Promise<MandateBody> {
    const officeNumber = typeof office === 'string' ? office : office.officeNumber;
    const proposed = await this.api.post<MandateBody>('/v1/mandates', {
      caller: carrier,
      headers: { 'idempotency-key': randomUUID() },
      json: { officeNumber, scopes, ...terms },
    });
    if (proposed.status !== 201) throw new Error(`proposal refused: ${proposed.body.type}`);
    const accepted = await this.api.post<MandateBody>(`/v1/mandates/${proposed.body.id}/acceptance`, {
      ...(typeof office === 'string'
        ? { caller: this.operator, json: { evidence: '委任状 1' } }
        : { caller: office, json: {} }),
    });
    if (accepted.status !== 200) throw new Error(`acceptance refused: ${accepted.body.type}`);
    return accepted.body;
  }

  /** Another terminal of the same client, with a key and a certificate of its own. */
  async terminal(caller: TestCaller, kind: KeyKind = 'ec'): Promise<TestCaller> {
    const path = `/v1/clients/${caller.clientId}/enrolment-codes`;
    const { body } = await this.api.post<{ code: string }>(path, { caller: this.operator });
    return enrol(this.gateway, body.code, kind);
  }

  /** Ends a certificate just now, as a revocation or the passing of its time would. */
  async endCertificate({ certificate }: TestCaller, how: 'revoked' | 'expired'): Promise<void> {
    const change = how === 'revoked' ? `revoked_at = $1, revocation_reason = 'keyCompromise'` : 'not_after = $1';
    await this.gateway.database.query(`UPDATE certificates SET ${change} WHERE thumbprint = $2`, [
      this.gateway.clock.now(),
      certificate.thumbprint,
    ]);
  }

  async manifest(sender: TestCaller, files: readonly SampleFile[], changes: SendChanges = {}): Promise<string> {
    const manifest = createManifest({
      files: files.map(({ name, bytes }) => ({ name, bytes })),
      sender: sender.officeNumber || (changes.manifest?.sender ?? ''),
      destinations: [changes.destination ?? (sender === this.a ? serviceOffice : careManager)],
      client: sender.clientId,
      audience: publicUrl,
      now: this.gateway.clock.now(),
      jti: randomUUID(),
      message: changes.message,
    });
    return signStatement('careplan-manifest+jws', { ...manifest, ...changes.manifest }, changes.signer ?? sender);
  }

  /** Sends files as a care software would: signed manifest first, then the files. */
  async send(
    sender: TestCaller,
    files: readonly SampleFile[],
    changes: SendChanges = {},
  ): Promise<Answer<TransmissionBody>> {
    return this.upload(
      sender,
      uploadParts(await this.manifest(sender, files, changes), changes.upload ?? files, changes.message),
      changes,
    );
  }

  upload(sender: TestCaller, parts: readonly Part[], changes: SendChanges = {}): Promise<Answer<TransmissionBody>> {
    return this.api.post('/v1/transmissions', {
      caller: sender,
      parts,
      query: changes.query,
      headers: {
        'idempotency-key': changes.idempotencyKey ?? randomUUID(),
        ...(changes.prefer && { prefer: changes.prefer }),
        ...changes.headers,
      },
    });
  }

  /** Fetches the content of a transmission and opens it with the caller's key. */
  async collect(caller: TestCaller, id: string): Promise<{ content: Uint8Array; binding: SealBinding }> {
    const answer = await this.api.get(`/v1/transmissions/${id}/content`, { caller });
    if (answer.status !== 200) throw new Error(`collection refused: ${answer.status}`);
    const { certificate, privateKey } = caller;
    return openContent(answer.bytes.toString('utf8'), { thumbprint: certificate.thumbprint, privateKey });
  }

  /** The destination's signed statement over what it opened. */
  confirmation(
    office: TestCaller,
    sent: Pick<TransmissionBody, 'id' | 'contentSha256'>,
    changes: { signer?: TestCaller; payload?: Record<string, unknown> } = {},
  ): Promise<string> {
    const payload = {
      jti: randomUUID(),
      iat: Math.floor(this.gateway.clock.now().getTime() / 1000),
      aud: publicUrl,
      kind: 'confirmed',
      transmission: sent.id,
      client: office.clientId,
      office: office.officeNumber,
      contentSha256: sent.contentSha256,
      ...changes.payload,
    };
    return signStatement('careplan-confirmation+jws', payload, changes.signer ?? office);
  }

  /** Does it, and fails when anything of it was kept: only events and access records may grow. */
  async keepingNothing<T>(work: () => Promise<T>): Promise<T> {
    const before = await this.kept();
    const result = await work();
    deepStrictEqual(await this.kept(), before);
    return result;
  }

  /** How many rows there are of everything that an accepted send stores. */
  async kept(): Promise<Record<string, number>> {
    const [rows] = await this.gateway.database.query<[Record<string, number>]>(
      `SELECT (SELECT count(*)::int FROM submissions) AS submissions,
              (SELECT count(*)::int FROM transmissions) AS transmissions,
              (SELECT count(*)::int FROM contents) AS contents,
              (SELECT count(*)::int FROM unit_keys) AS unit_keys,
              (SELECT count(*)::int FROM idempotency_records) AS idempotency_records,
              (SELECT count(*)::int FROM used_tokens WHERE purpose = 'manifest') AS used_manifests`,
    );
    return rows;
  }

  /** Waits until a deferred transmission has been checked. */
  async checked(sender: TestCaller, id: string): Promise<TransmissionBody> {
    for (let attempt = 0; attempt < 200; attempt++) {
      const { body } = await this.api.get<TransmissionBody>(`/v1/transmissions/${id}`, { caller: sender });
      if (body.state !== 'checking') return body;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The transmission is still being checked.');
  }

  async end(): Promise<void> {
    await this.gateway.close();
  }
}

export function uploadParts(manifest: string, files: readonly SampleFile[], message?: string): Part[] {
  return [
    { name: 'manifest', content: manifest },
    ...(message === undefined ? [] : [{ name: 'message', content: message }]),
    ...files.map(({ name, bytes }) => ({ name: 'file', content: bytes, fileName: name })),
  ];
}

async function codeFor(api: Api, operator: TestCaller, name: string, officeNumber: string): Promise<string> {
  const client = await api.post<{ id: string }>('/v1/clients', {
    caller: operator,
    headers: { 'idempotency-key': randomUUID() },
    json: { kind: 'office', name, officeNumber },
  });
  const code = await api.post<{ code: string }>(`/v1/clients/${client.body.id}/enrolment-codes`, { caller: operator });
  return code.body.code;
}

/** A sample unit of test/fixtures/units, such as 'applicable/202407/2-use-slip'. */
export function sampleUnit(path: string): SampleFile[] {
  const folder = join(import.meta.dirname, '../fixtures/units', path);
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

/** The same unit under another sequence: names change, contents do not. */
export function withSequence(files: readonly SampleFile[], sequence: string): SampleFile[] {
  return files.map(({ name, bytes }) => ({ name: name.replace(/\d{14}(?=\.CSV$)/, sequence), bytes }));
}

let sequences = 0;

/** The same unit under a sequence that no other call gave. */
export function anew(files: readonly SampleFile[]): SampleFile[] {
  const time = new Date(Date.UTC(2025, 2, 26) + 1000 * sequences++).toISOString();
  return withSequence(files, time.replace(/\D/g, '').slice(0, 14));
}

/** A copy in which one text is replaced: bytes of ASCII stand for themselves in MS932. */
export function withText(files: readonly SampleFile[], form: string, from: string, to: string): SampleFile[] {
  return files.map((file) =>
    file.name.startsWith(`${form}_`)
      ? { ...file, bytes: Buffer.from(file.bytes.toString('latin1').replace(from, to), 'latin1') }
      : file,
  );
}
