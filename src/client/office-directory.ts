import { LRUCache } from 'lru-cache';
import { Office } from './answers.js';
import { GatewayClient } from './gateway-client.js';
import { GatewayProblem } from './gateway-problem.js';

const KEPT_MS = 10 * 60_000;

/** Offices by number; each is asked for once within ten minutes, the unknown ones too. */
export class OfficeDirectory {
  private readonly known = new LRUCache<string, { office: Promise<Office | null> }>({ max: 10_000, ttl: KEPT_MS });

  constructor(private readonly gateway: GatewayClient) {}

  /** Null when there is no such office. Throws GatewayProblem, GatewayUnreachable. */
  find(officeNumber: string): Promise<Office | null> {
    const known = this.known.get(officeNumber);
    if (known) return known.office;
    const office = this.fetch(officeNumber);
    this.known.set(officeNumber, { office });
    office.catch(() => this.known.delete(officeNumber));
    return office;
  }

  /** A事業所 1371215102; the number alone when the name is not to be had: no list fails for want of a name. */
  async label(officeNumber: string): Promise<string> {
    const office = await this.find(officeNumber).catch(() => null);
    return officeLabel(officeNumber, office?.name);
  }

  /** A事業所 1371215102 → K事業所 1370000011. */
  async route(sender: string, destination: string): Promise<string> {
    const [from, to] = await Promise.all([this.label(sender), this.label(destination)]);
    return `${from} → ${to}`;
  }

  private async fetch(officeNumber: string): Promise<Office | null> {
    try {
      return await this.gateway.get<Office>(`/v1/offices/${encodeURIComponent(officeNumber)}`);
    } catch (error) {
      if (error instanceof GatewayProblem && error.code === 'not-found') return null;
      throw error;
    }
  }
}

export function officeLabel(officeNumber: string, name: string | undefined): string {
  return name ? `${name} ${officeNumber}` : officeNumber;
}
