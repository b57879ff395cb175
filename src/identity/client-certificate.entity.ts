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
}
