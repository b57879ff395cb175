import { Finding } from '../../standard/findings.js';
import { UnitKind } from '../../standard/units.js';
import { ManifestFile } from '../../sealing/manifest.js';
import { Capability } from '../destination.js';
import { ArchiveFault } from '../../standard/combined/archive.js';

/** `staged`: not taken apart yet. `working`: its items are being sent. A batch that still streams in is not shown. */
export const batchStates = ['staged', 'working', 'finished', 'cancelled'] as const;
export type BatchState = (typeof batchStates)[number];

export const itemStates = ['waiting', 'accepted', 'held', 'rejected', 'duplicate', 'cancelled'] as const;
export type ItemState = (typeof itemStates)[number];

/** Why a file of a batch is in no unit. */
export const unassignedReasons = [
  'file-name',
  'attachment-alone',
  'name-twice',
  'combined-faulty',
  'archive-damaged',
  'archive-encrypted',
  'archive-unsupported',
  'archive-nested',
  'archive-path',
  'archive-too-large',
  'archive-duplicate',
  'archive-empty',
  'processing-failed',
] as const satisfies readonly (string | `archive-${ArchiveFault}`)[];
export type UnassignedReason = (typeof unassignedReasons)[number];

/** A file that belongs to no unit. */
export interface UnassignedFile {
  /** Where its name says nothing but codes; any other name may be a person's. */
  readonly name: string | null;
  /** Of the file in the upload, from 1. */
  readonly position: number;
  /** Of the file inside of the zip at that position, from 1. */
  readonly entry: number | null;
  readonly reason: UnassignedReason;
  /** What is wrong with the combined file itself. */
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
}

export type ItemCounts = Readonly<Record<ItemState, number>>;

/** Many units for many destinations, in one upload of one sender. */
export interface Batch {
  readonly id: string;
  readonly clientId: string;
  /** The same client, where it is a carrier that acted by the sender's mandate. */
  readonly sentByCarrier: string | null;
  readonly sender: string;
  readonly state: BatchState;
  /** Whether its units are held (登録・保留) instead of sent. */
  readonly hold: boolean;
  /** Files as uploaded. */
  readonly files: number;
  readonly size: number;
  /** Units found in it; null until it is taken apart. */
  readonly items: number | null;
  readonly counts: ItemCounts;
  readonly unassigned: readonly UnassignedFile[];
  readonly createdAt: Date;
  /** Finished or cancelled at. */
  readonly finishedAt: Date | null;
}

export const noCounts: ItemCounts = {
  waiting: 0,
  accepted: 0,
  held: 0,
  rejected: 0,
  duplicate: 0,
  cancelled: 0,
};

/** A file of an item, and in which uploaded file it lies: itself, a zip, or a combined CSV. */
export interface ItemFile extends ManifestFile {
  /** Position in the upload, from 0. */
  readonly source: number;
}

/** One unit of the plan. Its transmission's id is fixed from the beginning: no run of the worker makes another one. */
export interface PlannedItem {
  readonly number: number;
  readonly transmissionId: string;
  /** Which of the batch's manifests its files were signed with, from 0. */
  readonly manifest: number;
  readonly destination: string;
  readonly sequence: string;
  /** By the names of its files; null where these are no permitted unit. */
  readonly kind: UnitKind | null;
  readonly month: string | null;
  readonly files: readonly ItemFile[];
  readonly size: number;
}

/** One unit of the plan, and what became of it. */
export interface BatchItem extends PlannedItem {
  /** As the directory has it; null for an office that it does not know. */
  readonly destinationName: string | null;
  readonly state: ItemState;
  /** The transmission that it became, or that it is a duplicate of. */
  readonly transmission: string | null;
  /** Code of the problem for which it was rejected. */
  readonly problem: string | null;
  readonly capability: Capability | null;
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
}

/** What became of an item. */
export type ItemOutcome = Pick<
  BatchItem,
  'transmission' | 'problem' | 'capability' | 'findings' | 'findingsTotal' | 'kind' | 'month'
> & { readonly state: Exclude<ItemState, 'waiting'> };

/** An office that cannot take data. */
export interface Undeliverable {
  readonly office: string;
  readonly name: string | null;
  /** How else it is reached; null for an office that the directory does not know. */
  readonly capability: Capability | null;
}
