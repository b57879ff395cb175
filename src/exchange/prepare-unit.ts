import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Problem } from '../http/problem.js';
import { sha256Base64url } from '../sealing/digest.js';
import { Manifest } from '../sealing/manifest.js';
import { personHash } from '../sealing/person-hash.js';
import { sealContent } from '../sealing/seal.js';
import { CheckReport } from '../standard/check.js';
import { checkPieces, inTurns } from '../standard/check-pieces.js';
import { CheckedUnit } from '../standard/units.js';
import { Destination, destinationFor, Destinations } from './destination.js';
import { checkFailed, notOneUnit } from './exchange.problems.js';
import { SignReceipt } from './sign-receipt.js';
import { TransmissionUnit } from './transmission.js';
import { UploadedFile } from './upload.js';

/** A unit that arrived whole and signed, and is about to be checked. */
export interface ArrivedUnit {
  readonly submissionId: string;
  readonly transmissionId: string;
  readonly manifest: Pick<Manifest, 'client' | 'sender' | 'files'> & {
    readonly sha256: string;
    readonly destination: string;
  };
  readonly files: readonly UploadedFile[];
  /** The content package (zip) of these files and their manifest. */
  readonly content: Uint8Array;
}

/** A unit whose check found no error, and whose destination takes it. */
export interface ExaminedUnit {
  readonly unit: TransmissionUnit;
  readonly report: CheckReport;
  readonly destination: Destination;
  /** Keyed hashes of the persons in it, for counting (付8 3-3). */
  readonly persons: readonly Buffer[];
}

/** A unit that may be accepted: checked, sealed, and with its receipt signed. */
export interface PreparedUnit extends Pick<ExaminedUnit, 'unit' | 'report' | 'persons'> {
  readonly contentSha256: string;
  readonly sealed: string;
  /** Clients that can open it. */
  readonly sealedFor: readonly string[];
  /** Those of them that carry for the destination. */
  readonly carriers: readonly string[];
  readonly receipt: string;
}

/**
 * Steps 4 to 6 of a send: check, destination, seal — and the receipt, signed before the commit so that an accepted
 * transmission is never without one. Writes nothing.
 */
@Injectable()
export class PrepareUnit {
  constructor(
    private readonly config: Config,
    private readonly destinations: Destinations,
    private readonly signReceipt: SignReceipt,
  ) {}

  /** @returns the prepared unit, or the problem with it: check-failed, not-one-unit, destination-unknown, … */
  async run(arrived: ArrivedUnit, now: Date): Promise<PreparedUnit | Problem> {
    const examined = await this.examine(arrived, now);
    return examined instanceof Problem ? examined : this.seal(arrived, examined, now);
  }

  /** Steps 4 and 5. @returns what they found, or the problem with the unit, as `run` */
  async examine({ manifest, files }: ArrivedUnit, now: Date): Promise<ExaminedUnit | Problem> {
    const office = await this.destinations.find(manifest.destination, manifest.sender, now);
    const expected = {
      sender: manifest.sender,
      receiver: manifest.destination,
      registered: { sender: office?.senderServiceTypes ?? [], receiver: office?.serviceTypes ?? [] },
    };
    const report = await checkPieces(
      inTurns(files, () => setImmediate()),
      { expected },
    );
    const [checked, ...others] = report.units;
    if (!report.ok) return checkFailedBy(report);
    if (!checked || others.length > 0) return notOneUnit();

    const destination = destinationFor(checked, office);
    if (destination instanceof Problem) return destination;
    return { unit: unitOf(checked), report, destination, persons: this.countable(checked) };
  }

  private async seal(arrived: ArrivedUnit, examined: ExaminedUnit, now: Date): Promise<PreparedUnit> {
    const { manifest, content } = arrived;
    const { unit, report, destination, persons } = examined;
    const sealed = await sealContent(content, [...destination.recipients], {
      transmission: arrived.transmissionId,
      sender: manifest.sender,
      destination: manifest.destination,
    });
    const contentSha256 = sha256Base64url(content);
    const receipt = await this.signReceipt.run('accepted', receipted(arrived, unit, contentSha256), now);
    const { sealedFor, carriers } = destination;
    return { unit, report, persons, contentSha256, sealed, sealedFor, carriers, receipt };
  }

  private countable({ sender, receiver, month, persons }: CheckedUnit): Buffer[] {
    const within = { offices: [sender, receiver] as const, month };
    return persons.map((person) => personHash(this.config.contentKey, within, person));
  }
}

function receipted(arrived: ArrivedUnit, { kind, version, sequence, month }: TransmissionUnit, contentSha256: string) {
  const { manifest } = arrived;
  return {
    transmission: arrived.transmissionId,
    submission: arrived.submissionId,
    sender: manifest.sender,
    destination: manifest.destination,
    client: manifest.client,
    unit: { kind, version, sequence, month },
    files: manifest.files,
    manifestSha256: manifest.sha256,
    contentSha256,
  };
}

function unitOf({ kind, version, sequence, month, forms, persons }: CheckedUnit): TransmissionUnit {
  return { kind, version, sequence, month, forms, personCount: persons.length };
}

/** The findings as a problem, in the order of the report. */
export function checkFailedBy(report: Pick<CheckReport, 'findings' | 'findingsTotal'>): Problem {
  return checkFailed({
    errors: report.findings.map(({ message, ...place }) => ({ ...place, detail: message })),
    members: { errorsTotal: report.findingsTotal },
  });
}
