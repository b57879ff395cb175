import { Injectable } from '@nestjs/common';
import { Clock } from '../database/clock.js';
import { requestInvalid } from '../http/http.problems.js';
import { readKeyset, textPart, writeKeyset } from '../http/keyset-cursor.js';
import { OfficeQuery } from './office-search.view.js';
import { OfficeSearchStore } from './office-search.store.js';
import { ConnectedOffice } from './office.store.js';
import { prefectureNamed } from './prefecture.js';
import { normalisedName } from './search-text.js';

export interface OfficePage {
  readonly offices: readonly ConnectedOffice[];
  readonly next: string | null;
}

/** Who there is to send to: by number, name, place, service, and whether they can receive (付8 1-1). */
@Injectable()
export class SearchOffices {
  constructor(
    private readonly offices: OfficeSearchStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem request-invalid for a cursor that is none, or a name too short to search by */
  async run(query: OfficeQuery): Promise<OfficePage> {
    const { number, name, prefecture, serviceType, connected, limit } = query;
    const after = readKeyset<[string]>(query.cursor, [textPart(/^[0-9A-Z]{10}$/)]);
    const filter = {
      number,
      name: name === undefined ? undefined : searchable(name),
      prefecture: prefecture === undefined ? undefined : (prefectureNamed(prefecture) ?? prefecture),
      serviceType,
      connected,
    };
    const rows = await this.offices.search(filter, after?.[0] ?? null, limit + 1, this.clock.now());
    const offices = rows.slice(0, limit);
    const last = offices.at(-1);
    return { offices, next: rows.length > limit && last ? writeKeyset([last.number]) : null };
  }
}

/** One character is in tens of thousands of names: that is no search. */
function searchable(name: string): string {
  const normalised = normalisedName(name);
  if ([...normalised].length >= 2) return normalised;
  throw requestInvalid({
    errors: [
      {
        parameter: 'name',
        detail: {
          ja: '空白と中点を除いて2文字以上で指定してください。',
          en: 'Give two characters or more, beside spaces and middle dots.',
        },
      },
    ],
  });
}
