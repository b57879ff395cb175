import { parseFileName } from '../standard/file-name.js';
import { ArrivedUnit } from './prepare-unit.js';
import { VerifiedManifest } from './verify-manifest.js';

/** A unit fresh from an upload: its manifest was verified in this very request. */
export interface UploadedUnit extends ArrivedUnit {
  readonly manifest: VerifiedManifest;
}

/** The unit's sequence by its file names; null when they do not agree on one, which the check will refuse. */
export function sequenceOf(uploaded: UploadedUnit): string | null {
  const sequences = new Set<string>();
  for (const { name } of uploaded.files) {
    const parsed = parseFileName(name);
    if (typeof parsed === 'string') return null;
    sequences.add(parsed.sequence);
  }
  const [sequence, ...others] = sequences;
  return sequence !== undefined && others.length === 0 ? sequence : null;
}
