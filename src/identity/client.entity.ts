import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClientKind } from '../http/caller.js';

/** A registered API caller: an office's software, a relay (伝送代行業者), a network, or the operator. */
@Entity('clients')
export class Client {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: ClientKind;

  @Column('text')
  name!: string;

  /** The office it is, for kind `office`; otherwise null. */
  @Column('text', { name: 'office_number', nullable: true })
  officeNumber!: string | null;

  @Column('text')
  state!: 'active' | 'suspended';

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
