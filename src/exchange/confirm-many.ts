import { Injectable } from '@nestjs/common';
import { RecordItem } from '../http/access-record.js';
import { Caller } from '../http/caller.js';
import { ConfirmationToMake } from './collection.view.js';
import { ConfirmCollection } from './confirm-collection.js';
import { onEach } from './on-each.js';
import { OutcomeView } from './outcome.view.js';

/** Confirmations of any number of the caller's offices in one call, each standing for itself. */
@Injectable()
export class ConfirmMany {
  constructor(private readonly confirmCollection: ConfirmCollection) {}

  run(caller: Caller, confirmations: readonly ConfirmationToMake[], record: RecordItem): Promise<OutcomeView[]> {
    return onEach(confirmations, record, ({ transmission, statement }) =>
      this.confirmCollection.run(caller, transmission, statement),
    );
  }
}
