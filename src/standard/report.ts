import { CheckReport } from './check.js';
import { Finding } from './findings.js';
import { UnitKind } from './layouts/unit-definition.js';

/** A unit as the offline check prints it: nothing of any person. */
export interface OfflineUnit {
  readonly kind: UnitKind;
  readonly version: string;
  readonly sender: string;
  readonly receiver: string;
  readonly sequence: string;
  readonly month: string | null;
  readonly files: readonly string[];
}

/** What `careplan check --json` prints. */
export interface OfflineReport {
  readonly ok: boolean;
  readonly units: readonly OfflineUnit[];
  /** The first 1,000. */
  readonly findings: readonly Finding[];
  readonly findingsTotal: number;
}

export function offlineReport({ ok, units, findings, findingsTotal }: CheckReport): OfflineReport {
  return {
    ok,
    units: units.map(({ kind, version, sender, receiver, sequence, month, files }) => ({
      kind,
      version,
      sender,
      receiver,
      sequence,
      month,
      files,
    })),
    findings,
    findingsTotal,
  };
}
