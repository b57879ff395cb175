import { Config } from '../config/config.js';

/** Until when a transmission waits to be collected, and its idempotency record is kept (design section 5: 40 days). */
export function retainedUntil(from: Date, config: Pick<Config, 'retentionDays'>): Date {
  return new Date(from.getTime() + config.retentionDays * 86_400_000);
}
