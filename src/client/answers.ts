import { Capability } from './capability.js';
import { Finding } from '../standard/findings.js';
import { FormCode } from '../standard/layouts/form.js';
import { UnitKind } from '../standard/layouts/unit-definition.js';
import { RefusedCell } from '../sealing/import-result.js';
import { ManifestFile } from '../sealing/manifest.js';

/** What the gateway answers, as far as this client reads it. Members it does not name are left alone. */

export type TransmissionState =
  | 'held'
  | 'checking'
  | 'rejected'
  | 'available'
  | 'collected'
  | 'confirmed'
  | 'imported'
  | 'import-failed'
  | 'recalled'
  | 'expired'
  | 'discarded';

export interface TransmissionUnit {
  readonly kind: UnitKind;
  readonly version: string;
  readonly sequence: string;
  readonly month: string | null;
  readonly forms: readonly FormCode[];
  readonly personCount: number;
  /** Whether it deletes (削除) what was sent before. */
  readonly isDeletion: boolean;
}

/** A cell that the destination's software could not import. */
export interface ImportCell extends RefusedCell {
  /** What the layout calls the column. */
  readonly item: string | null;
}

/** What became of one of many. */
export interface Outcome {
  readonly transmission: string;
  readonly state: TransmissionState | null;
  /** Type of the problem for which it was not done. */
  readonly problem: string | null;
}

/** Where a transmission is (図表126). */
export const PLACES = ['gateway', 'carrier', 'office'] as const;
export type Place = (typeof PLACES)[number];

/** One unit on its way (電文). */
export interface Transmission {
  readonly id: string;
  readonly submission: string;
  readonly state: TransmissionState;
  /** Client that sent it: the sender's own, or its carrier. */
  readonly client: string;
  /** Whether a relay or network sent it by mandate. */
  readonly byCarrier: boolean;
  /** Whether one carrier acts on both sides. */
  readonly sameCarrier: boolean;
  readonly sender: string;
  readonly destination: string;
  /** Null until it is checked. */
  readonly unit: TransmissionUnit | null;
  readonly files: readonly ManifestFile[];
  readonly size: number;
  /** Compact JWS of the gateway; null until accepted. */
  readonly receipt: string | null;
  /** Compact JWS of the destination; null until confirmed. */
  readonly confirmation: string | null;
  readonly contentSha256: string | null;
  /** Type of the problem for which a deferred send was rejected. */
  readonly problem: string | null;
  /** What the destination can take instead, where that was the problem. */
  readonly capability: Capability | null;
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
  readonly createdAt: string;
  readonly availableAt: string | null;
  readonly collectedAt: string | null;
  readonly confirmedAt: string | null;
  readonly expiresAt: string | null;
  /** Where it is since when; null before it has arrived. */
  readonly hop: { readonly place: Place; readonly since: string } | null;
  /** The unit before it, and the one after it, of the same offices, kind and month. */
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  /** Whether a message lies in the sealed content. */
  readonly hasMessage: boolean;
  /** Recalled, expired or discarded at; compact JWS of the gateway about that. */
  readonly endedAt: string | null;
  readonly endReceipt: string | null;
  /** Compact JWS of the destination about its import, and the cells that failed. */
  readonly importResult: string | null;
  readonly importToldAt: string | null;
  readonly importCells: readonly ImportCell[];
  readonly extendedAt: string | null;
  readonly contentDeletedAt: string | null;
  /** The earlier transmission of the very same unit, which this answer describes. */
  readonly duplicateOf?: string;
}

export interface ListedTransmission extends Transmission {
  readonly senderName: string;
  readonly destinationName: string;
}

export interface TransmissionPage {
  readonly transmissions: readonly ListedTransmission[];
  /** Where the listing goes on, now or later. */
  readonly next: string;
  readonly more: boolean;
}

/** What is open (not confirmed), and how much of it nobody has collected (未読). */
export interface OpenCount {
  readonly open: number;
  readonly unread: number;
}

export interface OfficeCount extends OpenCount {
  readonly office: string;
  readonly name: string;
}

export interface InboxCounts extends OpenCount {
  readonly byKind: readonly (OpenCount & { readonly kind: UnitKind })[];
  readonly bySender: readonly OfficeCount[];
  readonly byOffice: readonly OfficeCount[];
}

/** One fact in a transmission's history. */
export interface TransmissionEvent {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly client: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Office {
  readonly number: string;
  readonly name: string;
  readonly nameKana: string;
  readonly prefecture: string;
  readonly serviceTypes: readonly string[];
  readonly versions: readonly string[];
  readonly attachments: boolean;
  /** By its own software or through a carrier. */
  readonly connected: boolean;
  readonly direct: boolean;
  /** Carriers that collect for it. */
  readonly through: readonly { readonly client: string; readonly name: string; readonly kind: 'relay' | 'network' }[];
  readonly reachableOtherwise: { readonly fax?: string; readonly mail?: string };
  /** Null when the office itself has not said what it can receive. */
  readonly capabilityStatedAt: string | null;
  readonly updatedAt: string;
}

/** An office as the operator states it. */
export interface OfficeToImport {
  readonly number: string;
  readonly name: string;
  readonly nameKana?: string;
  readonly prefecture?: string;
  readonly serviceTypes: readonly string[];
  readonly versions?: readonly string[];
  readonly reachableOtherwise?: { readonly fax?: string; readonly mail?: string };
}

/** What became of the rows of a master. */
export interface MasterReport {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly merged: number;
  readonly refused: number;
  readonly ignoredColumns: readonly number[];
  /** The first refused rows; `refused` counts them all. */
  readonly report: readonly {
    readonly row: number;
    readonly officeNumber: string | null;
    readonly errors: readonly {
      readonly column: number | null;
      readonly item: string | null;
      readonly detail: string;
    }[];
  }[];
}

export interface RegisteredClient {
  readonly id: string;
  readonly kind: 'office' | 'relay' | 'network' | 'operator';
  readonly name: string;
  readonly officeNumber: string | null;
  readonly state: 'active' | 'suspended';
  readonly createdAt: string;
}

export interface EnrolmentCode {
  readonly clientId: string;
  /** Works once; shown by the gateway this once. */
  readonly code: string;
  readonly expiresAt: string;
}

/** A relay (伝送代行業者) or a network of offices. */
export interface Carrier {
  readonly id: string;
  readonly name: string;
  readonly kind: 'relay' | 'network';
}

export const MANDATE_SCOPES = ['send', 'collect', 'confirm', 'recall'] as const;
export type MandateScope = (typeof MANDATE_SCOPES)[number];

export const MANDATE_STATES = ['proposed', 'active', 'suspended', 'declined', 'revoked', 'expired'] as const;
export type MandateState = (typeof MANDATE_STATES)[number];

/** 委任: what an office lets a carrier do for it. */
export interface Mandate {
  readonly id: string;
  readonly officeNumber: string;
  readonly officeName: string;
  /** Client id. */
  readonly carrier: string;
  readonly carrierName: string;
  readonly carrierKind: Carrier['kind'];
  readonly scopes: readonly MandateScope[];
  readonly state: MandateState;
  readonly proposedBy: 'office' | 'carrier';
  readonly validFrom: string;
  /** Null: until it is revoked. */
  readonly validUntil: string | null;
  /** The document by which the operator accepted for the office. */
  readonly evidence: string | null;
  readonly suspendedBy: readonly ('office' | 'carrier' | 'operator')[];
  readonly createdAt: string;
  readonly acceptedAt: string | null;
  readonly endedAt: string | null;
}

/** What became of a proposal among many; `open`: another one waits to be accepted. */
export interface ProposalOutcome {
  readonly officeNumber: string;
  readonly outcome: 'proposed' | 'unchanged' | 'open' | 'office-unknown';
  readonly mandate: Mandate | null;
}

/** What became of an acceptance among many. */
export interface AcceptanceOutcome {
  readonly id: string;
  readonly mandate: Mandate | null;
  /** Type of the problem for which it was not accepted. */
  readonly problem: string | null;
}

/** Where a carrier says that a transmission is (図表126). */
export const HOPS = ['received', 'handed-to-office'] as const;
export type Hop = (typeof HOPS)[number];
