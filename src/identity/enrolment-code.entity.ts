import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A one-time code with which a client gets its first certificate. Only its hash is kept. */
@Entity('enrolment_codes')
export class EnrolmentCode {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'client_id' })
  clientId!: string;

  @Column('text', { name: 'code_hash' })
  codeHash!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  /** What it was turned into: whoever lost the answer is given it again. */
  @Column('text', { nullable: true })
  thumbprint!: string | null;
}
