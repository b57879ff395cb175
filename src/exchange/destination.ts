import { Injectable } from '@nestjs/common';
import { ReachableOtherwise } from '../directory/office.entity.js';
import { readCertificate } from '../sealing/certificate.js';
import { Recipient } from '../sealing/seal.js';
import { Problem } from '../http/problem.js';
import { DestinationRow, DestinationStore } from './destination.store.js';
import { destinationNotConnected, destinationUnknown, versionNotAccepted } from './exchange.problems.js';

/** An office that can take a unit of this version now, and whom to seal it for. */
export interface Destination {
  readonly recipients: readonly Recipient[];
}

/** What an office can take, and how else it is reached: named whenever data cannot be sent to it. */
export interface Capability {
  readonly officeNumber: string;
  readonly name: string;
  readonly connected: boolean;
  readonly versions: readonly string[];
  readonly reachableOtherwise: ReachableOtherwise;
}

/** The capability that a problem with the destination names; null for other problems. */
export function capabilityIn(problem: Problem): Capability | null {
  return (problem.details.members?.capability as Capability | undefined) ?? null;
}

/**
 * Whether the destination exists, is connected and takes this version. A refusal names its capability, so that the
 * software can fall back to fax or mail by itself (付8 1-1, 1-2).
 */
@Injectable()
export class Destinations {
  constructor(private readonly destinations: DestinationStore) {}

  /** @returns the destination, or the problem with it */
  async find(officeNumber: string, version: string, now: Date): Promise<Destination | Problem> {
    const office = await this.destinations.find(officeNumber, now);
    if (!office) return destinationUnknown();
    if (office.certificates.length === 0)
      return destinationNotConnected({ members: { capability: capabilityOf(office) } });
    if (!office.versions.includes(version))
      return versionNotAccepted({ members: { capability: capabilityOf(office) } });
    return {
      recipients: office.certificates.map(({ thumbprint, pem }) => ({
        thumbprint,
        publicKey: readCertificate(pem).publicKey,
      })),
    };
  }
}

function capabilityOf({ number, name, versions, reachableOtherwise, certificates }: DestinationRow): Capability {
  return { officeNumber: number, name, connected: certificates.length > 0, versions, reachableOtherwise };
}
