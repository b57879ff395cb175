import { Config } from '../../config/config.js';
import { Finding } from '../../standard/findings.js';
import { UploadedFile } from '../upload.js';
import { BatchItem } from './batch.js';
import { StagedUpload } from './staged-upload.js';
import { isToBeTakenApart, takeApart, TakenFile } from './take-apart.js';

/** Of what was tolerated in one combined file. */
const mostWarnings = 1000;

export interface FilesOfItem {
  readonly files: readonly UploadedFile[];
  /** What was tolerated in the combined files that they come from. */
  readonly warnings: readonly Finding[];
}

/**
 * Brings the files of an item together again, out of whatever they were sent in. The zip or combined file that was opened
 * last stays open: its units follow one another (plan-batch.ts).
 */
export class ItemFiles {
  private opened: { readonly source: number; readonly files: ReadonlyMap<string, TakenFile> } | null = null;

  constructor(
    private readonly upload: StagedUpload,
    private readonly config: Config,
  ) {}

  /** @throws UploadForgotten */
  async of(item: Pick<BatchItem, 'files'>): Promise<FilesOfItem> {
    const files: UploadedFile[] = [];
    const warnings = new Set<Finding>();
    for (const { name, source } of item.files) {
      const staged = this.upload.files[source];
      if (!staged) throw new Error('An item has a file that was not uploaded.');
      if (!isToBeTakenApart(staged.name)) {
        files.push({ name, bytes: await this.upload.read(staged) });
        continue;
      }
      const file = (await this.open(source)).get(name);
      if (!file) throw new Error('An item has a file that is not where it was found.');
      const { bytes, toldAs } = file;
      files.push({ name, bytes, ...(toldAs && { toldAs }) });
      for (const warning of file.warnings) warnings.add(warning);
    }
    return { files, warnings: [...warnings] };
  }

  private async open(source: number): Promise<ReadonlyMap<string, TakenFile>> {
    if (this.opened?.source === source) return this.opened.files;
    this.opened = null;
    const staged = this.upload.files[source];
    if (!staged) throw new Error('An item has a file that was not uploaded.');
    const { batchFileLimit: files, batchLimitBytes: bytes } = this.config;
    const apart = await takeApart(
      { name: staged.name, bytes: await this.upload.read(staged) },
      { files, bytes, findings: mostWarnings },
    );
    this.opened = { source, files: new Map(apart.files.map((file) => [file.name, file])) };
    return this.opened.files;
  }
}
