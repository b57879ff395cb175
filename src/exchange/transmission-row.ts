import { ManifestFile } from '../sealing/manifest.js';
import { Finding } from '../standard/findings.js';
import { FormCode } from '../standard/layouts/form.js';
import { UnitKind } from '../standard/units.js';
import { supersededByColumn, supersedesColumn } from './chain.js';
import { Capability } from './destination.js';
import { ImportCell, Place, Transmission, TransmissionState } from './transmission.js';

/** The columns that make a Transmission, of a table called `t`. Contents are elsewhere. */
export const transmissionColumns = `
  t.id, t.submission_id, t.client_id, t.sent_by_carrier, t.sealed_for, t.same_carrier, t.sender, t.destination, t.unit_kind, t.version, t.sequence, t.month, t.forms,
  t.person_count, t.files, t.size, t.state, t.manifest_sha256, t.content_sha256, t.receipt, t.confirmation, t.problem,
  t.capability, t.findings, t.findings_total, t.created_at, t.available_at, t.collected_at, t.confirmed_at, t.expires_at,
  t.hold, t.has_message, t.hop, t.hop_since, ${supersedesColumn} AS supersedes, ${supersededByColumn} AS superseded_by, t.ended_at, t.end_receipt, t.import_result,
  t.import_told_at, t.import_cells, t.extended_at, t.content_deleted_at`;

export interface TransmissionRow {
  readonly id: string;
  readonly submission_id: string;
  readonly client_id: string;
  readonly sent_by_carrier: string | null;
  readonly sealed_for: string[] | null;
  readonly same_carrier: boolean;
  readonly sender: string;
  readonly destination: string;
  readonly unit_kind: UnitKind | null;
  readonly version: string;
  readonly sequence: string;
  readonly month: string | null;
  readonly forms: FormCode[];
  readonly person_count: number;
  readonly files: ManifestFile[];
  readonly size: string;
  readonly state: TransmissionState;
  readonly manifest_sha256: string;
  readonly content_sha256: string | null;
  readonly receipt: string | null;
  readonly confirmation: string | null;
  readonly problem: string | null;
  readonly capability: Capability | null;
  readonly findings: Finding[] | null;
  readonly findings_total: number | null;
  readonly created_at: Date;
  readonly available_at: Date | null;
  readonly collected_at: Date | null;
  readonly confirmed_at: Date | null;
  readonly expires_at: Date | null;
  readonly hold: boolean;
  readonly has_message: boolean;
  readonly hop: Place | null;
  readonly hop_since: Date | null;
  readonly supersedes: string | null;
  readonly superseded_by: string | null;
  readonly ended_at: Date | null;
  readonly end_receipt: string | null;
  readonly import_result: string | null;
  readonly import_told_at: Date | null;
  readonly import_cells: ImportCell[] | null;
  readonly extended_at: Date | null;
  readonly content_deleted_at: Date | null;
}

export function fromRow(row: TransmissionRow): Transmission {
  return {
    id: row.id,
    submissionId: row.submission_id,
    clientId: row.client_id,
    sentByCarrier: row.sent_by_carrier,
    sealedFor: row.sealed_for,
    sameCarrier: row.same_carrier,
    sender: row.sender,
    destination: row.destination,
    unit:
      row.unit_kind === null
        ? null
        : {
            kind: row.unit_kind,
            version: row.version,
            sequence: row.sequence,
            month: row.month,
            forms: row.forms,
            personCount: row.person_count,
          },
    files: row.files,
    size: Number(row.size),
    state: row.state,
    manifestSha256: row.manifest_sha256,
    contentSha256: row.content_sha256,
    receipt: row.receipt,
    confirmation: row.confirmation,
    problem: row.problem,
    capability: row.capability,
    findings: row.findings ?? [],
    findingsTotal: row.findings_total ?? 0,
    createdAt: row.created_at,
    availableAt: row.available_at,
    collectedAt: row.collected_at,
    confirmedAt: row.confirmed_at,
    expiresAt: row.expires_at,
    hold: row.hold,
    hasMessage: row.has_message,
    hop: row.hop,
    hopSince: row.hop_since,
    supersedes: row.supersedes,
    supersededBy: row.superseded_by,
    endedAt: row.ended_at,
    endReceipt: row.end_receipt,
    importResult: row.import_result,
    importToldAt: row.import_told_at,
    importCells: row.import_cells ?? [],
    extendedAt: row.extended_at,
    contentDeletedAt: row.content_deleted_at,
  };
}
