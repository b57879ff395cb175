import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { idPart, readKeyset, writeKeyset } from '../http/keyset-cursor.js';
import { ClientStore } from './client.store.js';
import { ClientPageView, ClientsQuery, ClientView } from './identity.view.js';

const beginning = ['00000000-0000-7000-8000-000000000000'] as const;

/** Every client, for the operator. */
@Injectable()
export class ListClients {
  constructor(
    private readonly clients: ClientStore,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem request-invalid for a cursor that is none */
  async run({ cursor, limit, kind, officeNumber, state, name }: ClientsQuery): Promise<ClientPageView> {
    const [after] = readKeyset<readonly [string]>(cursor, [idPart]) ?? beginning;
    const filter = {
      kind: kind ?? null,
      officeNumber: officeNumber ?? null,
      state: state ?? null,
      name: name ?? null,
    };
    const read = await this.clients.list(this.unitOfWork.autocommit, filter, after, limit + 1);
    const rows = read.slice(0, limit);
    return {
      clients: rows.map((row) => ClientView.from(row)),
      next: writeKeyset([rows.at(-1)?.id ?? after]),
      more: read.length > rows.length,
    };
  }
}
