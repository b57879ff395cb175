import { createPrivateKey } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCertificate, readCertificates } from '../sealing/certificate.js';
import { ClientIdentity } from './client-identity.js';

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

interface Description {
  readonly gatewayUrl: string;
  readonly clientId: string;
  readonly officeNumber: string | null;
}

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
    await this.keep(FILES.key, identity.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    await this.keep(FILES.certificate, identity.certificate.pem);
    if (identity.ownChain) await this.keep(FILES.ownChain, identity.ownChain.map(({ pem }) => pem).join(''));
    await this.keep(FILES.intermediates, identity.intermediates.map(({ pem }) => pem).join(''));
    await this.keep(FILES.root, identity.root.pem);
    await this.keep(FILES.description, `${JSON.stringify(description, null, 2)}\n`);
  }

  /** Throws IdentityFolderRefused. */
  async load(): Promise<ClientIdentity> {
    if (!(await this.has(FILES.description))) throw new IdentityFolderRefused('absent', this.folder);
    await this.refuseOpenKey();
    try {
      const { gatewayUrl, clientId, officeNumber } = JSON.parse(await this.read(FILES.description)) as Description;
      return {
        gatewayUrl,
        clientId,
        officeNumber,
        privateKey: createPrivateKey(await this.read(FILES.key)),
        certificate: readCertificate(await this.read(FILES.certificate)),
        ...((await this.has(FILES.ownChain)) && { ownChain: readCertificates(await this.read(FILES.ownChain)) }),
        intermediates: readCertificates(await this.read(FILES.intermediates)),
        root: readCertificate(await this.read(FILES.root)),
      };
    } catch (cause) {
      throw new IdentityFolderRefused('unreadable', this.folder, { cause });
    }
  }

  /** As ssh does: a key that others could have read is no proof of anybody. Windows keeps no such modes. */
  private async refuseOpenKey(): Promise<void> {
    if (process.platform === 'win32') return;
    const found = await stat(this.at(FILES.key)).catch(() => null);
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
