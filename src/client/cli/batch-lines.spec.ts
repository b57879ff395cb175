import { describe, expect, it } from '@jest/globals';
import { Batch, BatchItem } from '../batch.js';
import { batchLines, countsText } from './batch-lines.js';

const counts = { waiting: 0, accepted: 1, held: 0, rejected: 1, duplicate: 0, cancelled: 0 };
const batch: Batch = {
  ...{ id: 'B', state: 'finished', sender: '1371215102', hold: false, files: 5, items: 2, counts },
  unassigned: [
    {
      ...{ name: null, position: 4, entry: 2, reason: 'file-name', findings: [] },
      message: { ja: '名前が違います。', en: 'Its name is none.' },
    },
  ],
  undeliverable: [
    { office: '1399999999', name: null, capability: null },
    {
      ...{ office: '1370000077', name: '紙の事業所' },
      capability: {
        ...{ officeNumber: '1370000077', name: '紙の事業所', connected: false, versions: [], attachments: false },
        reachableOtherwise: { fax: '03-1234-5678' },
      },
    },
  ],
};
const item: BatchItem = {
  ...{ number: 1, state: 'accepted', destination: '1370000011', destinationName: 'K事業所', kind: 'use-slip' },
  ...{ sequence: '20250325100100', month: '202504', files: [], transmission: 'T', problem: null, capability: null },
  ...{ findings: [], findingsTotal: 0 },
};

describe('what is told of a batch', () => {
  it('says what became of each unit, and what was not sent', () => {
    const rejected = {
      ...item,
      number: 2,
      state: 'rejected',
      transmission: null,
      problem: 'urn:x:check-failed',
    } as const;
    expect(batchLines(batch, [item, rejected], 'en')).toEqual([
      'B  finished: sent 1, rejected 1',
      '✓ 1  → K事業所 1370000011  use-slip 202504 20250325100100  sent',
      '  ID T',
      '✗ 2  → K事業所 1370000011  use-slip 202504 20250325100100  rejected (check-failed)',
      '✗ #4/2   Its name is none.',
      '✗ 1399999999: no such office in the directory',
      '✗ 紙の事業所 1370000077: not connected; otherwise by FAX 03-1234-5678',
    ]);
  });

  it('says how to ask again as long as it goes on', () => {
    const going = { ...batch, state: 'working', unassigned: [], undeliverable: [] } as const;
    expect(batchLines(going, [], 'ja')).toEqual(['B  処理中: 受付済 1、不受理 1', '  careplan batch status B']);
    expect(countsText({ state: 'staged', counts: { ...counts, accepted: 0, rejected: 0 } }, 'ja')).toBe(
      '受付済（仕分け前）',
    );
  });
});
