import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { tooLarge } from '../../http/http.problems.js';
import { Problem } from '../../http/problem.js';
import { packContent } from '../../sealing/content-package.js';
import { sha256Base64url } from '../../sealing/digest.js';
import { ManifestFile } from '../../sealing/manifest.js';
import { readStatementHeader } from '../../sealing/statement.js';
import { MAX_FINDINGS } from '../../standard/check.js';
import { Party } from '../party.js';
import { ArrivedUnit, ExaminedUnit, PreparedUnit, PrepareUnit } from '../prepare-unit.js';
import { RequireMandate } from '../require-mandate.js';
import { destinationNotSigned } from './batch.problems.js';
import { WaitingItem } from './batch-item.store.js';
import { UnfinishedBatch } from './batch.store.js';
import { ItemFiles } from './item-files.js';
import { SignedUpload } from './signed-upload.js';
import { SignExtract } from './sign-extract.js';

/** A unit of a batch, as it would be sent. */
export type ArrivedItem = ArrivedUnit & { readonly size: number };

export interface PreparedItem {
  readonly arrived: ArrivedItem;
  /** Sealed; or for a batch that is held examined only; or the problem with it. */
  readonly result: PreparedUnit | ExaminedUnit | Problem;
}

/** Steps 4 to 6 of a send, for one unit of a batch. Writes nothing. */
@Injectable()
export class PrepareItem {
  constructor(
    private readonly config: Config,
    private readonly requireMandate: RequireMandate,
    private readonly prepareUnit: PrepareUnit,
    private readonly signExtract: SignExtract,
  ) {}

  /** @returns the item with its content, or the problem for which it need not be looked at */
  async run(
    { batch, party, signed }: { batch: UnfinishedBatch; party: Party; signed: SignedUpload },
    item: WaitingItem,
    itemFiles: ItemFiles,
    now: Date,
  ): Promise<PreparedItem | Problem> {
    const refused = (await this.mandateProblem(party, batch.sender, now)) ?? this.sizeProblem(item);
    if (refused) return refused;
    const { manifest, jws } = signed.of(item);
    if (!manifest.destinations.includes(item.destination)) return destinationNotSigned();

    const { files, warnings } = await itemFiles.of(item);
    const named: ManifestFile[] = item.files.map(({ name, size, sha256 }) => ({ name, size, sha256 }));
    const { sender, destination } = { sender: batch.sender, destination: item.destination };
    const ownJws = signed.isOnlyOf(item)
      ? jws
      : await this.signExtract.run(
          {
            submission: batch.id,
            client: batch.clientId,
            sender,
            destination,
            files: named,
            signed: {
              manifestSha256: sha256Base64url(jws),
              thumbprint: readStatementHeader(jws, 'careplan-manifest+jws').thumbprint,
            },
          },
          now,
        );
    const arrived: ArrivedItem = {
      submissionId: batch.id,
      transmissionId: item.transmissionId,
      manifest: { client: batch.clientId, sender, destination, files: named, sha256: sha256Base64url(ownJws) },
      files,
      content: packContent({ manifest: ownJws, files: [...files] }),
      size: item.size,
    };
    const result = batch.hold ? await this.prepareUnit.examine(arrived, now) : await this.prepareUnit.run(arrived, now);
    if (result instanceof Problem || warnings.length === 0) return { arrived, result };
    const { findings, findingsTotal, ...report } = result.report;
    const told = {
      findings: [...warnings, ...findings].slice(0, MAX_FINDINGS),
      findingsTotal: warnings.length + findingsTotal,
    };
    return { arrived, result: { ...result, report: { ...report, ...told } } };
  }

  /** Asked for each: who takes the mandate back ends what has not been sent yet. */
  private async mandateProblem(party: Party, sender: string, now: Date): Promise<Problem | null> {
    try {
      await this.requireMandate.run(party, sender, 'send', now);
      return null;
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
  }

  /** The bounds of a single send: its destination and its release know no others. */
  private sizeProblem({ files, size }: WaitingItem): Problem | null {
    const { submissionFileLimit, submissionLimitBytes } = this.config;
    if (files.length > submissionFileLimit) return tooLarge({ members: { limit: submissionFileLimit, unit: 'files' } });
    if (size > submissionLimitBytes) return tooLarge({ members: { limit: submissionLimitBytes, unit: 'bytes' } });
    return null;
  }
}
