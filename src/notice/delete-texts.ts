import { Injectable } from '@nestjs/common';
import { ContentStore } from '../content/content.store.js';
import { Clock } from '../database/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Sweep } from '../queue/sweeper.js';
import { NoticeStore } from './notice.store.js';

const batch = 500;

/** A text is kept as long as a content would be; that there was a notice stays in the history. */
@Injectable()
export class DeleteTexts implements Sweep {
  readonly name = 'texts of notices';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly notices: NoticeStore,
    private readonly contents: ContentStore,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    for (const id of await this.notices.textsOver(now, batch)) {
      await this.unitOfWork.run(async (tx) => {
        await this.contents.remove(tx, id);
        await this.notices.noteTextDeleted(tx, id, now);
      });
    }
  }
}
