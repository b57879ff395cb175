import { ManifestFile } from '../sealing/manifest.js';
import { Finding } from '../standard/findings.js';
import { FormCode } from '../standard/layouts/form.js';
import { UnitKind } from '../standard/units.js';
import { Capability } from './destination.js';
import { Transmission, TransmissionState } from './transmission.js';

/** The columns that make a Transmission, of a table called `t`. Contents are elsewhere. */
export const transmissionColumns = `
  t.id, t.submission_id, t.client_id, t.sent_by_carrier, t.sealed_for, t.same_carrier, t.sender, t.destination, t.unit_kind, t.version, t.sequence, t.month, t.forms,
  t.person_count, t.files, t.size, t.state, t.manifest_sha256, t.content_sha256, t.receipt, t.confirmation, t.problem,
  t.capability, t.findings, t.findings_total, t.created_at, t.available_at, t.collected_at, t.confirmed_at, t.expires_at`;

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
  };
}
