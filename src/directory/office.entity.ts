import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How an office can be reached when it cannot take data (付8 1-1, 1-2). */
export interface ReachableOtherwise {
  readonly fax?: string;
  readonly mail?: string;
}

/** 事業所: an office of the master, whether it is connected or not. */
@Entity('offices')
export class Office {
  /** 事業所番号, 10 characters. */
  @PrimaryColumn('text')
  number!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'name_kana' })
  nameKana!: string;

  @Column('text')
  prefecture!: string;

  /** サービス種類コード, two characters each. */
  @Column('text', { name: 'service_types', array: true })
  serviceTypes!: string[];

  /** CSVバージョン values that the office's software takes in; none when it takes no CSV. */
  @Column('text', { array: true })
  versions!: string[];

  /** Whether its software takes attachments in. */
  @Column('boolean')
  attachments!: boolean;

  @Column('jsonb', { name: 'reachable_otherwise' })
  reachableOtherwise!: ReachableOtherwise;

  /** When the office itself last said what it can receive; from then on the master does not say it any more. */
  @Column('timestamptz', { name: 'capability_stated_at', nullable: true })
  capabilityStatedAt!: Date | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
