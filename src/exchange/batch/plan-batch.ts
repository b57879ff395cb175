import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { newId } from '../../database/identifiers.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { sha256Base64url } from '../../sealing/digest.js';
import { UnassignedFile } from './batch.js';
import { BatchItemStore } from './batch-item.store.js';
import { BatchStore } from './batch.store.js';
import { harmlessName } from './harmless-name.js';
import { PartFile, Plan, planUnits } from './plan-units.js';
import { StagedUpload } from './staged-upload.js';
import { findingsIn, isToBeTakenApart, LostSource, takeApart } from './take-apart.js';

/** Of a whole batch: as many as any answer tells. */
const mostFindings = 1000;

/**
 * Finds out what an upload is made of, and writes it down in one transaction: from then on every unit has its number and
 * the id of its transmission, and no run of a worker can lose one or make a second of it.
 */
@Injectable()
export class PlanBatch {
  constructor(
    private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: BatchStore,
    private readonly items: BatchItemStore,
  ) {}

  /** False when it is planned already, or was cancelled. */
  async run(batchId: string, upload: StagedUpload): Promise<boolean> {
    const { units, unassigned } = await this.planOf(upload);
    // One zip or combined file after the other: opened once each. Whoever imports goes by sequence, whatever came first.
    const inTurn = [...units].sort((a, b) => sourceOf(a) - sourceOf(b));
    const items = inTurn.map((unit, index) => ({ ...unit, number: index + 1, transmissionId: newId() }));
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.batches.divide(tx, batchId, items.length, unassigned))) return false;
      await this.items.insert(tx, batchId, items);
      return true;
    });
  }

  private async planOf(upload: StagedUpload): Promise<Plan> {
    const room = { files: this.config.batchFileLimit, bytes: this.config.batchLimitBytes, findings: mostFindings };
    const parts: PartFile[] = [];
    const lost: UnassignedFile[] = [];
    for (const [source, { name, size, sha256, manifest, ...staged }] of upload.files.entries()) {
      if (!isToBeTakenApart(name)) {
        parts.push({ name, size, sha256, manifest, source, entry: null });
        continue;
      }
      const bytes = await upload.read({ name, size, sha256, manifest, ...staged });
      const apart = await takeApart({ name, bytes }, room);
      for (const file of apart.files) {
        room.files -= 1;
        room.bytes -= file.bytes.length;
        parts.push(partOf(file, manifest, source));
      }
      room.findings -= findingsIn(apart);
      lost.push(...apart.lost.map((one) => unassignedSource(one, source)));
    }
    const plan = planUnits(parts);
    const inOrder = (a: UnassignedFile, b: UnassignedFile) =>
      a.position - b.position || (a.entry ?? 0) - (b.entry ?? 0);
    return { units: plan.units, unassigned: [...plan.unassigned, ...lost].sort(inOrder) };
  }
}

const sourceOf = ({ files }: Plan['units'][number]): number => files[0]?.source ?? 0;

function partOf(
  { name, bytes, entry }: { name: string; bytes: Buffer; entry: number | null },
  manifest: number,
  source: number,
): PartFile {
  return { name, size: bytes.length, sha256: sha256Base64url(bytes), manifest, source, entry };
}

function unassignedSource({ name, ...found }: LostSource, source: number): UnassignedFile {
  return { ...found, name: harmlessName(name), position: source + 1 };
}
