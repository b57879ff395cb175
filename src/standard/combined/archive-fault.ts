/**
 * Why an archive (案①) is not unpacked. `unsupported` is a compression method other than stored and deflated, `path` an
 * entry that would lie outside of its folder or is no plain file.
 */
export type ArchiveFault =
  'damaged' | 'encrypted' | 'unsupported' | 'nested' | 'path' | 'too-large' | 'duplicate' | 'empty';

/** Ends unpacking; it never leaves this folder. */
export class ArchiveRefusal extends Error {
  constructor(readonly fault: ArchiveFault) {
    super(fault);
  }
}
