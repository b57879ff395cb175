import { GatewayClient } from '../../src/client/gateway-client.js';
import { secretOf, subscribe } from '../../src/client/subscriptions.js';
import { verifyWebhook, WebhookRefused } from '../../src/client/verify-webhook.js';
import { Narrator } from '../own-gateway/narrator.js';
import { DemoReceiver } from './receiver.js';
import { SERVICE_OFFICE } from './samples.js';

const patienceMilliseconds = 20_000;

/** A service office's software asks to be called when something arrives for it. */
export class ToldOffice {
  private constructor(
    private readonly receiver: DemoReceiver,
    private readonly publicKey: string,
  ) {}

  static async subscribe(narrator: Narrator, office: GatewayClient): Promise<ToldOffice> {
    narrator.step(
      `${SERVICE_OFFICE.name}のソフトが、到着をwebhookで知らせるよう設定します`,
      "K's software asks to be told by webhook when something arrives.",
    );
    const receiver = await DemoReceiver.begin();
    const { id } = await subscribe(office, {
      channel: 'webhook',
      url: receiver.url,
      kinds: ['transmission-available'],
    });
    const { publicKey } = await secretOf(office, id);
    narrator.show(receiver.url, `公開鍵 / public key: ${publicKey ?? ''}`);
    return new ToldOffice(receiver, publicKey ?? '');
  }

  /** What came is the gateway's, is about this transmission, and holds nothing but ids; what was changed is not believed. */
  async wasTold(narrator: Narrator, transmissionId: string): Promise<void> {
    narrator.step(
      `${SERVICE_OFFICE.name}のソフトがwebhookを受け、署名を検証します`,
      "K's software is called, and verifies who calls.",
    );
    const timeout = AbortSignal.timeout(patienceMilliseconds);
    const { headers, body } = await Promise.race([
      this.receiver.first,
      new Promise<never>((_, reject) => {
        timeout.addEventListener('abort', () => reject(new Error('No webhook came.')));
      }),
    ]);
    this.receiver.end();
    narrator.show(`webhook-id: ${String(headers['webhook-id'])}`, body);
    const event = verifyWebhook(headers, body, this.publicKey, new Date());
    narrator.hold(
      event.type === 'transmission-available' && event.data.transmission === transmissionId,
      '署名は正しく、届いたばかりの電文のIDだけを知らせている',
      'the signature holds, and it tells the id of what has just arrived',
    );
    narrator.hold(
      isRefused(() => verifyWebhook(headers, body.replace('available', 'recalled'), this.publicKey, new Date())),
      '1文字でも書き換えれば検証に失敗する',
      'changed, it is not believed',
    );
  }
}

function isRefused(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    return error instanceof WebhookRefused;
  }
}
