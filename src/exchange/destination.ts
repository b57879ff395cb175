import { Injectable } from '@nestjs/common';
import { Tx } from '../database/unit-of-work.js';
import { Office } from '../directory/office.entity.js';
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
  async find(tx: Tx, officeNumber: string, version: string, now: Date): Promise<Destination | Problem> {
    const [office, certificates] = await Promise.all([
      this.offices.find(tx, officeNumber),
      this.certificates.activeOfOffice(tx, officeNumber, now),
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

function capabilityOf(office: Office, connected: boolean): Record<string, unknown> {
  return {
    officeNumber: office.number,
    name: office.name,
    connected,
    versions: office.versions,
    reachableOtherwise: office.reachableOtherwise,
  };
}
