export type EvidenceSubject = 'certificate' | 'receipt' | 'manifest' | 'confirmation' | 'import-result' | 'content';

export type EvidenceFault =
  /** It should be there and is not. */
  | 'missing'
  /** Its signature, encryption or form does not hold. */
  | 'invalid'
  /** Its signer does not lead to the pinned root, or was not valid at the time. */
  | 'untrusted'
  /** It was signed by somebody else than the one it must come from. */
  | 'other-signer'
  /** It is genuine, but says something else than what it is evidence for. */
  | 'mismatch';

/** Something received does not prove what it must prove. Nothing of it has been kept or believed. */
export class EvidenceRefused extends Error {
  constructor(
    readonly subject: EvidenceSubject,
    readonly fault: EvidenceFault,
    options?: ErrorOptions,
  ) {
    super(`${subject} refused: ${fault}`, options);
    this.name = 'EvidenceRefused';
  }

  get code(): `${EvidenceSubject}-${EvidenceFault}` {
    return `${this.subject}-${this.fault}`;
  }
}
