import { Injectable } from '@nestjs/common';
import { ReachableOtherwise } from '../directory/office.entity.js';
import { Problem } from '../http/problem.js';
import { readCertificate } from '../sealing/certificate.js';
import { Recipient } from '../sealing/seal.js';
import { parseAttachmentName } from '../standard/attachments/attachment-name.js';
import { CheckedUnit } from '../standard/units.js';
import { DestinationRow, DestinationStore } from './destination.store.js';
import {
  attachmentsNotAccepted,
  destinationNotConnected,
  destinationUnknown,
  versionNotAccepted,
} from './exchange.problems.js';

/** An office that can take this unit now, and whom to seal it for. */
export interface Destination {
  readonly recipients: readonly Recipient[];
  /** Clients that hold a key to what is sealed: the office's own, and its carriers. */
  readonly sealedFor: readonly string[];
  /** Those of them that are carriers. */
  readonly carriers: readonly string[];
}

/** What an office can take, and how else it is reached: named whenever data cannot be sent to it. */
export interface Capability {
  readonly officeNumber: string;
  readonly name: string;
  readonly connected: boolean;
  readonly versions: readonly string[];
  readonly attachments: boolean;
  readonly reachableOtherwise: ReachableOtherwise;
}

/** The capability that a problem with the destination names; null for other problems. */
export function capabilityIn(problem: Problem): Capability | null {
  return (problem.details.members?.capability as Capability | undefined) ?? null;
}

@Injectable()
export class Destinations {
  constructor(private readonly destinations: DestinationStore) {}

  /** What the directory holds of the destination and of the sender; null when it does not know the destination. */
  find(officeNumber: string, sender: string, now: Date): Promise<DestinationRow | null> {
    return this.destinations.find(officeNumber, sender, now);
  }
}

/**
 * Whether the destination exists, is connected and takes this unit. A refusal names its capability, so that the software
 * can fall back to fax or mail by itself (付8 1-1, 1-2).
 */
export function destinationFor(unit: CheckedUnit, office: DestinationRow | null): Destination | Problem {
  if (!office) return destinationUnknown();
  const members = { capability: capabilityOf(office) };
  if (office.certificates.length === 0) return destinationNotConnected({ members });
  if (!office.versions.includes(unit.version)) return versionNotAccepted({ members });
  if (hasAttachments(unit) && !office.attachments) return attachmentsNotAccepted({ members });
  return {
    recipients: office.certificates.map(({ thumbprint, pem }) => ({
      thumbprint,
      publicKey: readCertificate(pem).publicKey,
    })),
    sealedFor: clientsOf(office.certificates),
    carriers: clientsOf(office.certificates.filter(({ isCarrier }) => isCarrier)),
  };
}

function hasAttachments({ files }: CheckedUnit): boolean {
  return files.some((name) => parseAttachmentName(name) !== null);
}

function clientsOf(certificates: DestinationRow['certificates']): string[] {
  return [...new Set(certificates.map(({ clientId }) => clientId))];
}

function capabilityOf(office: DestinationRow): Capability {
  const { number, name, versions, attachments, reachableOtherwise, certificates } = office;
  return {
    officeNumber: number,
    name,
    connected: certificates.length > 0,
    versions,
    attachments,
    reachableOtherwise,
  };
}
