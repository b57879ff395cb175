import { KeyObject } from 'node:crypto';
import { decryptAtRest } from '../../sealing/at-rest.js';
import { Manifest, readManifest } from '../../sealing/manifest.js';
import { BatchItem } from './batch.js';
import { UnfinishedBatch } from './batch.store.js';

interface StoredManifest {
  readonly jws: string;
  readonly manifest: Manifest;
}

/** The manifests of a batch, which were verified when it arrived and have rested under the gateway's key since. */
export class SignedUpload {
  private constructor(private readonly stored: readonly StoredManifest[]) {}

  static of({ id, manifests }: Pick<UnfinishedBatch, 'id' | 'manifests'>, contentKey: KeyObject): SignedUpload {
    const text = Buffer.from(decryptAtRest(manifests, contentKey, `${id} manifests`)).toString('utf8');
    return new SignedUpload((JSON.parse(text) as string[]).map((jws) => ({ jws, manifest: payloadOf(jws) })));
  }

  of({ manifest }: Pick<BatchItem, 'manifest'>): StoredManifest {
    const stored = this.stored[manifest];
    if (!stored) throw new Error('An item names a manifest that was not signed.');
    return stored;
  }

  /** Whether the item's manifest names its files and its destination and nothing else: then it can go with it as it is. */
  isOnlyOf(item: Pick<BatchItem, 'manifest' | 'destination' | 'files'>): boolean {
    const { destinations, files } = this.of(item).manifest;
    const named = new Map(files.map((file) => [file.name, file]));
    return (
      destinations.length === 1 &&
      destinations[0] === item.destination &&
      files.length === item.files.length &&
      item.files.every(({ name, size, sha256 }) => {
        const file = named.get(name);
        return file?.size === size && file.sha256 === sha256;
      })
    );
  }
}

function payloadOf(jws: string): Manifest {
  const [, payload = ''] = jws.split('.');
  return readManifest(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
}
