import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { ExpiryNoticeStore } from './expiry-notice.store.js';

/** At a time; the rest waits for the next sweep, seconds later. */
const batch = 500;

/** 期限の予告: tells in time of certificates that end with no other to take their place, each notice once. */
@Injectable()
export class NotifyExpiry {
  constructor(
    private readonly notices: ExpiryNoticeStore,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    for (const thumbprint of await this.notices.due(now, batch)) await this.notices.tell(thumbprint, now);
  }
}
