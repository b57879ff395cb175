import { randomUUID } from 'node:crypto';
import { openNotice } from '../../src/sealing/seal.js';
import { Answer } from './api.js';
import { TestCaller } from './caller.js';
import { World } from './world.js';

export interface NoticeBody {
  readonly id: string;
  readonly transmission: string;
  readonly kind: string;
  readonly givenBy: string;
  readonly byCarrier: boolean;
  readonly cells: Record<string, unknown>[];
  readonly hasText: boolean;
  readonly state: string;
  readonly answeredBy: string | null;
  readonly readAt: string | null;
  readonly closing: string | null;
  readonly closedBy: string | null;
  readonly sealedText?: object | null;
  readonly type?: string;
  readonly errors?: { pointer?: string }[];
}

export interface NoticePage {
  readonly notices: NoticeBody[];
  readonly next: string;
  readonly more: boolean;
  readonly type?: string;
}

/** What offices and carriers do with notices, over HTTP. */
export class Notices {
  constructor(private readonly world: World) {}

  give(
    caller: TestCaller,
    transmission: string,
    json: Record<string, unknown>,
    key: string = randomUUID(),
  ): Promise<Answer<NoticeBody>> {
    const headers = { 'idempotency-key': key };
    return this.world.api.post(`/v1/transmissions/${transmission}/notices`, { caller, json, headers });
  }

  async given(caller: TestCaller, transmission: string, json: Record<string, unknown>): Promise<NoticeBody> {
    const { status, body } = await this.give(caller, transmission, json);
    if (status !== 201) throw new Error(`notice refused: ${body.type}`);
    return body;
  }

  async of(caller: TestCaller, transmission: string): Promise<NoticeBody[]> {
    return (await this.world.api.get<NoticePage>(`/v1/transmissions/${transmission}/notices`, { caller })).body.notices;
  }

  async list(caller: TestCaller, query: Record<string, string | string[]> = {}): Promise<NoticePage> {
    return (await this.world.api.get<NoticePage>('/v1/notices', { caller, query })).body;
  }

  find(caller: TestCaller, id: string): Promise<Answer<NoticeBody>> {
    return this.world.api.get(`/v1/notices/${id}`, { caller });
  }

  close(caller: TestCaller, id: string, reason = 'done'): Promise<Answer<NoticeBody>> {
    return this.world.api.post(`/v1/notices/${id}/closing`, { caller, json: { reason } });
  }

  /** The text, opened with the caller's key. */
  async read(caller: TestCaller, id: string): Promise<string> {
    const { body } = await this.find(caller, id);
    const { certificate, privateKey } = caller;
    const jwe = JSON.stringify(body.sealedText);
    return (await openNotice(jwe, { thumbprint: certificate.thumbprint, privateKey })).text;
  }
}
