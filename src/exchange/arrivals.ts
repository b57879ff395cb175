import { Injectable } from '@nestjs/common';

/** Tells those who wait at an inbox that something has arrived. */
@Injectable()
export class Arrivals {
  /** After the commit; without waiting, and whatever becomes of it: who is not told asks again by himself. */
  announce(destination: string, carriers: readonly string[]): void {
    this.told += carriers.length + (destination === '' ? 0 : 1);
  }

  private told = 0;
}
