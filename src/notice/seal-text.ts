import { Injectable } from '@nestjs/common';
import { Party } from '../exchange/party.js';
import { Transmission } from '../exchange/transmission.js';
import { readCertificate } from '../sealing/certificate.js';
import { sealNotice } from '../sealing/seal.js';
import { Side } from './notice.js';
import { noticeTextUnreadable } from './notice.problems.js';
import { ReaderStore } from './reader.store.js';

export interface SealedText {
  readonly jwe: string;
  /** Clients that can open it. */
  readonly sealedFor: readonly string[];
}

/** What a person writes in a notice is sealed in memory, like content, before anything of it rests. */
@Injectable()
export class SealText {
  constructor(private readonly readers: ReaderStore) {}

  /** @throws Problem notice-text-unreadable when nobody on the other side could open it */
  async run(
    text: string,
    { id, about, side, party }: { id: string; about: Transmission; side: Side; party: Party },
    now: Date,
  ): Promise<SealedText> {
    const readers = await this.readers.find(about, side, party.clientId, now);
    if (!readers.some(({ isReceiver }) => isReceiver)) throw noticeTextUnreadable();
    const recipients = readers.map(({ thumbprint, pem }) => ({
      thumbprint,
      publicKey: readCertificate(pem).publicKey,
    }));
    const { sender, destination } = about;
    const jwe = await sealNotice(text, recipients, { transmission: about.id, sender, destination, notice: id });
    return { jwe, sealedFor: [...new Set(readers.map(({ clientId }) => clientId))] };
  }
}
