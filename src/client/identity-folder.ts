import { createPrivateKey, KeyObject } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCertificate, readCertificates } from '../sealing/certificate.js';
import { ClientIdentity, Holding } from './client-identity.js';

export type IdentityFolderFault = 'absent' | 'present' | 'unreadable' | 'key-open-to-others';

/** The folder holds no identity that could be used, or one already that must not be lost. */
export class IdentityFolderRefused extends Error {
  constructor(
    readonly code: IdentityFolderFault,
    readonly folder: string,
    options?: ErrorOptions,
  ) {
    super(`identity folder ${folder} refused: ${code}`, options);
    this.name = 'IdentityFolderRefused';
  }
}

const FILES = {
  /** Written last: where it exists, the others do. */
  description: 'identity.json',
  key: 'private-key.pem',
  certificate: 'certificate.pem',
  /** Only beside a certificate of another authority than the gateway's. */
  ownChain: 'own-chain.pem',
  intermediates: 'intermediates.pem',
  root: 'root.pem',
} as const;

/** A renewal that may have been cut off: what is needed to ask for the very same certificate again. */
export interface PendingRenewal {
  readonly privateKey: KeyObject;
  readonly statement: string;
  readonly idempotencyKey: string;
}

interface Description {
  readonly gatewayUrl: string;
  readonly clientId: string;
  readonly officeNumber: string | null;
  /** Thumbprint of the certificate that took the place of the first, and of those before it, the latest first. */
  readonly renewed?: string;
  readonly earlier?: readonly string[];
}

const PENDING = { key: 'pending-key.pem', request: 'pending-renewal.json' } as const;

/** Where a client keeps who it is: the key for its owner's eyes only (0600), certificates, pinned root, gateway. */
export class IdentityFolder {
  constructor(readonly folder: string) {}

  /** Makes sure that an identity could be saved here, before a one-time code is spent on it. Throws IdentityFolderRefused. */
  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    if (await this.has(FILES.description)) throw new IdentityFolderRefused('present', this.folder);
    const trial = this.at('trial');
    await writeFile(trial, '', { mode: 0o600 });
    await rm(trial);
  }

  /** Never over another identity: its key may be the only one that opens what has arrived. Throws IdentityFolderRefused. */
  async save(identity: ClientIdentity): Promise<void> {
    await this.prepare();
    const { gatewayUrl, clientId, officeNumber } = identity;
    const description: Description = { gatewayUrl, clientId, officeNumber };
    await this.keep(FILES.key, pemOf(identity.privateKey));
    await this.keep(FILES.certificate, identity.certificate.pem);
    if (identity.ownChain) await this.keep(FILES.ownChain, identity.ownChain.map(({ pem }) => pem).join(''));
    await this.keep(FILES.intermediates, identity.intermediates.map(({ pem }) => pem).join(''));
    await this.keep(FILES.root, identity.root.pem);
    await this.keep(FILES.description, `${JSON.stringify(description, null, 2)}\n`);
  }

  /** Throws IdentityFolderRefused. */
  async load(): Promise<ClientIdentity> {
    if (!(await this.has(FILES.description))) throw new IdentityFolderRefused('absent', this.folder);
    try {
      const { gatewayUrl, clientId, officeNumber, renewed, earlier } = await this.description();
      return {
        gatewayUrl,
        clientId,
        officeNumber,
        ...(await this.holding(renewed)),
        ...(earlier && { earlier: await Promise.all(earlier.map((one) => this.holding(one || undefined))) }),
        ...(renewed === undefined &&
          (await this.has(FILES.ownChain)) && { ownChain: readCertificates(await this.read(FILES.ownChain)) }),
        intermediates: readCertificates(await this.read(FILES.intermediates)),
        root: readCertificate(await this.read(FILES.root)),
      };
    } catch (cause) {
      if (cause instanceof IdentityFolderRefused) throw cause;
      throw new IdentityFolderRefused('unreadable', this.folder, { cause });
    }
  }

  /** A renewal that was begun and not ended, or null. */
  async pending(): Promise<PendingRenewal | null> {
    if (!(await this.has(PENDING.request))) return null;
    const request = JSON.parse(await this.read(PENDING.request)) as Omit<PendingRenewal, 'privateKey'>;
    return { ...request, privateKey: createPrivateKey(await this.read(PENDING.key)) };
  }

  /** Before anything is asked for: what the gateway certifies must not be lost with this process. */
  async begin({ privateKey, ...request }: PendingRenewal): Promise<void> {
    await this.keep(PENDING.key, pemOf(privateKey));
    await this.keep(PENDING.request, JSON.stringify(request));
  }

  /**
   * Changes over to a renewed key and certificate, in the one moment in which the description is replaced; the keys before
   * stay for what was sealed for them.
   */
  async changeOver({ privateKey, certificate, intermediates }: ClientIdentity): Promise<void> {
    const { renewed, earlier = [], ...rest } = await this.description();
    const { thumbprint } = certificate;
    await this.keep(keyFile(thumbprint), pemOf(privateKey));
    await this.keep(certificateFile(thumbprint), certificate.pem);
    await this.keep(FILES.intermediates, intermediates.map(({ pem }) => pem).join(''));
    const next: Description = { ...rest, renewed: thumbprint, earlier: [renewed ?? '', ...earlier] };
    await this.keep(FILES.description, `${JSON.stringify(next, null, 2)}\n`);
    await this.forgetPending();
  }

  async forgetPending(): Promise<void> {
    await rm(this.at(PENDING.request), { force: true });
    await rm(this.at(PENDING.key), { force: true });
  }

  private async description(): Promise<Description> {
    return JSON.parse(await this.read(FILES.description)) as Description;
  }

  /** The first one has no thumbprint in its name. */
  private async holding(thumbprint: string | undefined): Promise<Holding> {
    const [key, certificate] =
      thumbprint === undefined ? [FILES.key, FILES.certificate] : [keyFile(thumbprint), certificateFile(thumbprint)];
    await this.refuseOpenKey(key);
    return {
      privateKey: createPrivateKey(await this.read(key)),
      certificate: readCertificate(await this.read(certificate)),
    };
  }

  /** As ssh does: a key that others could have read is no proof of anybody. Windows keeps no such modes. */
  private async refuseOpenKey(key: string): Promise<void> {
    if (process.platform === 'win32') return;
    const found = await stat(this.at(key)).catch(() => null);
    if (found && found.mode & 0o077) throw new IdentityFolderRefused('key-open-to-others', this.folder);
  }

  private async has(name: string): Promise<boolean> {
    return (await stat(this.at(name)).catch(() => null)) !== null;
  }

  private read(name: string): Promise<string> {
    return readFile(this.at(name), 'utf8');
  }

  /** Renamed into place when whole. The mode is set again, because an older file of that name keeps its own. */
  private async keep(name: string, content: string): Promise<void> {
    const unfinished = this.at(`${name}.unfinished`);
    await writeFile(unfinished, content, { mode: 0o600 });
    await chmod(unfinished, 0o600);
    await rename(unfinished, this.at(name));
  }

  private at(name: string): string {
    return join(this.folder, name);
  }
}

const keyFile = (thumbprint: string): string => `private-key-${thumbprint}.pem`;
const certificateFile = (thumbprint: string): string => `certificate-${thumbprint}.pem`;

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString();
}
