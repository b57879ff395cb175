import { Injectable } from '@nestjs/common';
import { Office, ReachableOtherwise } from '../directory/office.entity.js';
import { OfficeStore } from '../directory/office.store.js';
import { CertificateStore } from '../identity/certificate.store.js';
import { readCertificate } from '../sealing/certificate.js';
import { Recipient } from '../sealing/seal.js';
import { Problem } from '../http/problem.js';
import { destinationNotConnected, destinationUnknown, versionNotAccepted } from './exchange.problems.js';

/** An office that can take a unit of this version now, and whom to seal it for. */
export interface Destination {
  readonly office: Office;
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
  constructor(
    private readonly offices: OfficeStore,
    private readonly certificates: CertificateStore,
  ) {}

  /** @returns the destination, or the problem with it */
  async find(officeNumber: string, version: string, now: Date): Promise<Destination | Problem> {
    const [office, certificates] = await Promise.all([
      this.offices.find(officeNumber),
      this.certificates.activeOfOffice(officeNumber, now),
    ]);
    if (!office) return destinationUnknown();
    const connected = certificates.length > 0;
    if (!connected) return destinationNotConnected({ members: { capability: capabilityOf(office, connected) } });
    if (!office.versions.includes(version)) {
      return versionNotAccepted({ members: { capability: capabilityOf(office, connected) } });
    }
    return {
      office,
      recipients: certificates.map(({ thumbprint, pem }) => ({
        thumbprint,
        publicKey: readCertificate(pem).publicKey,
      })),
    };
  }
}

function capabilityOf(office: Office, connected: boolean): Capability {
  return {
    officeNumber: office.number,
    name: office.name,
    connected,
    versions: office.versions,
    reachableOtherwise: office.reachableOtherwise,
  };
}
