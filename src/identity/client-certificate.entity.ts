import { Column, Entity, PrimaryColumn } from 'typeorm';

/** 電子証明書 of a client, by thumbprint (x5t#S256). Several may be active at once: one for each terminal. */
@Entity('certificates')
export class ClientCertificate {
  @PrimaryColumn('text')
  thumbprint!: string;

  @Column('uuid', { name: 'client_id' })
  clientId!: string;

  /** Lower-case hexadecimal. */
  @Column('text', { name: 'serial_number' })
  serialNumber!: string;

  @Column('text')
  pem!: string;

  /** Of its public key (sealing/key-digest.ts): what a compromised key is recognised by, in whatever certificate. */
  @Column('text', { name: 'key_sha256' })
  keySha256!: string;

  /** PEM of the certificates above it, where it is a registered one; our own CA's chain is known. */
  @Column('text')
  chain!: string;

  /** Issued by our own CA, or registered from a trusted one. */
  @Column('text')
  origin!: 'issued' | 'registered';

  @Column('timestamptz', { name: 'not_before' })
  notBefore!: Date;

  @Column('timestamptz', { name: 'not_after' })
  notAfter!: Date;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('text', { name: 'revocation_reason', nullable: true })
  revocationReason!: string | null;

  /** Thumbprint of the certificate that takes its place; both are active until this one ends. */
  @Column('text', { name: 'renewed_by', nullable: true })
  renewedBy!: string | null;

  /** The least of 90, 30, 7 and 1 days before its end that was told of already. */
  @Column('integer', { name: 'expiry_notice', nullable: true })
  expiryNotice!: number | null;

  /** What its CA last said of a registered one: not revoked, or nothing that could be had. Null for issued ones. */
  @Column('text', { name: 'revocation_status', nullable: true })
  revocationStatus!: 'good' | 'unknown' | null;

  /**
   * When a registered one was last vouched for: its CA answered, or, under REVOCATION_UNKNOWN=accept, was asked in vain.
   * It is active for a day from then on. Null for issued ones.
   */
  @Column('timestamptz', { name: 'revocation_checked_at', nullable: true })
  revocationCheckedAt!: Date | null;
}
