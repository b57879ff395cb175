import { ArrivedUnit } from './prepare-unit.js';
import { VerifiedManifest } from './verify-manifest.js';

/** A unit fresh from an upload: its manifest was verified in this very request. */
export interface UploadedUnit extends ArrivedUnit {
  readonly manifest: VerifiedManifest;
}
