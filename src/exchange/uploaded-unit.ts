import { parseAttachmentName } from '../standard/attachments/attachment-name.js';
import { parseFileName } from '../standard/file-name.js';
import { Party } from './party.js';
import { ArrivedUnit } from './prepare-unit.js';
import { Transmission, untouched } from './transmission.js';
import { VerifiedManifest } from './verify-manifest.js';

/** A unit fresh from an upload: its manifest was verified in this very request. */
export interface UploadedUnit extends ArrivedUnit {
  readonly manifest: VerifiedManifest;
  /** Bytes of all files. */
  readonly size: number;
  /** Whether the content holds a message. */
  readonly hasMessage: boolean;
}

/** The unit's sequence by its file names; null when they do not agree on one, which the check will refuse. */
export function sequenceOf(uploaded: UploadedUnit): string | null {
  const sequences = new Set<string>();
  for (const { name } of uploaded.files) {
    const parsed = parseAttachmentName(name) ?? parseFileName(name);
    if (typeof parsed === 'string') return null;
    sequences.add(parsed.sequence);
  }
  const [sequence, ...others] = sequences;
  return sequence !== undefined && others.length === 0 ? sequence : null;
}

/** The transmission as it stands before its check. */
export function uncheckedTransmission(
  party: Party,
  uploaded: ArrivedUnit & Pick<UploadedUnit, 'size'> & Partial<Pick<UploadedUnit, 'hasMessage'>>,
  now: Date,
): Transmission {
  const { manifest, size, hasMessage = false } = uploaded;
  return {
    ...untouched,
    id: uploaded.transmissionId,
    submissionId: uploaded.submissionId,
    clientId: party.clientId,
    sentByCarrier: party.officeNumber === null ? party.clientId : null,
    sealedFor: null,
    sameCarrier: false,
    sender: manifest.sender,
    destination: manifest.destination,
    unit: null,
    files: manifest.files,
    size,
    state: 'checking',
    manifestSha256: manifest.sha256,
    contentSha256: null,
    receipt: null,
    problem: null,
    capability: null,
    findings: [],
    findingsTotal: 0,
    createdAt: now,
    availableAt: null,
    expiresAt: null,
    hold: false,
    hasMessage,
  };
}
