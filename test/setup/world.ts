import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createManifest, Manifest } from '../../src/sealing/manifest.js';
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
  readonly destination?: string;
  /** Changes to the manifest before it is signed. */
  readonly manifest?: Partial<Manifest>;
  /** What is uploaded, where it differs from what was signed. */
  readonly upload?: readonly SampleFile[];
  readonly signer?: TestCaller;
  readonly headers?: Readonly<Record<string, string>>;
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
  readonly duplicateOf?: string;
  readonly type?: string;
  readonly errors?: { file: string | null; row: number | null; column: number | null; item: string | null; rule: string }[];
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

  async manifest(sender: TestCaller, files: readonly SampleFile[], changes: SendChanges = {}): Promise<string> {
    const manifest = createManifest({
      files: files.map(({ name, bytes }) => ({ name, bytes })),
      sender: sender.officeNumber,
      destinations: [changes.destination ?? (sender === this.a ? serviceOffice : careManager)],
      client: sender.clientId,
      audience: publicUrl,
      now: this.gateway.clock.now(),
      jti: randomUUID(),
    });
    return signStatement('careplan-manifest+jws', { ...manifest, ...changes.manifest }, changes.signer ?? sender);
  }

  /** Sends files as a care software would: signed manifest first, then the files. */
  async send(sender: TestCaller, files: readonly SampleFile[], changes: SendChanges = {}): Promise<Answer<TransmissionBody>> {
    return this.upload(sender, uploadParts(await this.manifest(sender, files, changes), changes.upload ?? files), changes);
  }

  upload(sender: TestCaller, parts: readonly Part[], changes: SendChanges = {}): Promise<Answer<TransmissionBody>> {
    return this.api.post('/v1/transmissions', {
      caller: sender,
      parts,
      headers: {
        'idempotency-key': changes.idempotencyKey ?? randomUUID(),
        ...(changes.prefer && { prefer: changes.prefer }),
        ...changes.headers,
      },
    });
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

export function uploadParts(manifest: string, files: readonly SampleFile[]): Part[] {
  return [
    { name: 'manifest', content: manifest },
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

/** A copy in which one text is replaced: bytes of ASCII stand for themselves in MS932. */
export function withText(files: readonly SampleFile[], form: string, from: string, to: string): SampleFile[] {
  return files.map((file) =>
    file.name.startsWith(`${form}_`)
      ? { ...file, bytes: Buffer.from(file.bytes.toString('latin1').replace(from, to), 'latin1') }
      : file,
  );
}
