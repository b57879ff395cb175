import { FormCode } from '../standard/layouts/form.js';
import { UnitKind } from '../standard/units.js';
import { Finding } from '../standard/findings.js';
import { RefusedCell } from '../sealing/import-result.js';
import { ManifestFile } from '../sealing/manifest.js';
import { Capability } from './destination.js';

/** The states of a transmission (design: every arrow is one conditional UPDATE and one event, in one transaction). */
export const transmissionStates = [
  'held',
  'checking',
  'rejected',
  'available',
  'collected',
  'confirmed',
  'imported',
  'import-failed',
  'recalled',
  'expired',
  'discarded',
] as const;

export type TransmissionState = (typeof transmissionStates)[number];

/** States in which the destination knows of a transmission. */
export const arrivedStates = [
  'available',
  'collected',
  'confirmed',
  'imported',
  'import-failed',
  'recalled',
  'expired',
] as const satisfies readonly TransmissionState[];

/** States in which the destination may fetch the content: also again, as long as it is kept. */
export const collectableStates = [
  'available',
  'collected',
  'confirmed',
  'imported',
  'import-failed',
] as const satisfies readonly TransmissionState[];

/** States in which a transmission still wants something of its destination: what an inbox shows unless asked otherwise. */
export const openStates = ['available', 'collected'] as const satisfies readonly TransmissionState[];

/** What the event of an arrival says: whether it passed through one carrier only. */
export function availableData({ sameCarrier }: Pick<Transmission, 'sameCarrier'>): Record<string, unknown> {
  return sameCarrier ? { sameCarrier } : {};
}

/** What the check found out about a unit; null while it is being checked or when it was rejected. */
export interface TransmissionUnit {
  readonly kind: UnitKind;
  readonly version: string;
  readonly sequence: string;
  /** Service month YYYYMM, or null for units without one. */
  readonly month: string | null;
  readonly forms: readonly FormCode[];
  /** How many different persons the unit is about. Persons themselves never leave sealed content. */
  readonly personCount: number;
}

/** Where a transmission is: here, with a carrier of its destination, or at the office (図表126: どこで止まっているか). */
export const places = ['gateway', 'carrier', 'office'] as const;
export type Place = (typeof places)[number];

/** A cell that the destination's software could not import; never its value. */
export interface ImportCell extends Readonly<RefusedCell> {
  /** What the layout calls the column. */
  readonly item: string | null;
}

/** One unit (送信単位) on its way from one office to one office. */
export interface Transmission {
  readonly id: string;
  readonly submissionId: string;
  /** The client that sent it for the sender. */
  readonly clientId: string;
  /** The same client, where it is a carrier that acted by the sender's mandate. */
  readonly sentByCarrier: string | null;
  readonly sender: string;
  readonly destination: string;
  /** Clients that hold a key to the content; null for content of earlier releases, which is not known. */
  readonly sealedFor: readonly string[] | null;
  /** Whether the carrier that sent it carries for the destination, too. */
  readonly sameCarrier: boolean;
  readonly unit: TransmissionUnit | null;
  readonly files: readonly ManifestFile[];
  /** Bytes of all files as sent. */
  readonly size: number;
  readonly state: TransmissionState;
  readonly manifestSha256: string;
  /** SHA-256 of the content package, base64url: what the destination confirms. */
  readonly contentSha256: string | null;
  readonly receipt: string | null;
  readonly confirmation: string | null;
  /** Code of the problem for which a deferred send was rejected. */
  readonly problem: string | null;
  /** What the destination can take instead, where that was the problem. */
  readonly capability: Capability | null;
  /** Warnings of an accepted unit, or what a deferred one was rejected for. */
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  readonly createdAt: Date;
  readonly availableAt: Date | null;
  readonly collectedAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly expiresAt: Date | null;
  /** Whether it is to be held (登録・保留) once it is checked, until its sender releases it. */
  readonly hold: boolean;
  /** Whether a message of the sender lies in the sealed content. */
  readonly hasMessage: boolean;
  /** Where it is since when; null before it has arrived. */
  readonly hop: Place | null;
  readonly hopSince: Date | null;
  /** The unit before it of the same sender, destination, series and month. */
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  /** Recalled, expired or discarded at. */
  readonly endedAt: Date | null;
  /** What the gateway signed about that; null for a discarded one, of which nobody else knew. */
  readonly endReceipt: string | null;
  /** The destination's signed statement of its import. */
  readonly importResult: string | null;
  readonly importToldAt: Date | null;
  readonly importCells: readonly ImportCell[];
  /** When its one extension was asked for. */
  readonly extendedAt: Date | null;
  readonly contentDeletedAt: Date | null;
}

/** What a transmission is before anything has happened to it. */
export const untouched = {
  confirmation: null,
  collectedAt: null,
  confirmedAt: null,
  hop: null,
  hopSince: null,
  supersedes: null,
  supersededBy: null,
  endedAt: null,
  endReceipt: null,
  importResult: null,
  importToldAt: null,
  importCells: [],
  extendedAt: null,
  contentDeletedAt: null,
} as const;
