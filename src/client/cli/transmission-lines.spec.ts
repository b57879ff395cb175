import { describe, expect, test } from '@jest/globals';
import { ListedTransmission } from '../answers.js';
import { listedLine } from './transmission-lines.js';

const row = {
  id: 'I',
  sender: '1371215102',
  senderName: 'A事業所',
  destination: '1370000011',
  destinationName: 'K事業所',
  unit: null,
  files: [],
  state: 'available',
  byCarrier: true,
} as unknown as ListedTransmission;

describe('a row of a list', () => {
  test('tells an office the other office, and that a carrier sent it', () => {
    expect(listedLine(row, 'inbox', 'ja')).toBe('I  ← A事業所 1371215102  0ファイル  到着済（未受信）  代行送信');
    expect(listedLine({ ...row, byCarrier: false }, 'outbox', 'en')).toBe(
      'I  → K事業所 1370000011  0 file(s)  available, not collected yet',
    );
  });

  test('tells a carrier both offices', () => {
    expect(listedLine(row, 'carrier', 'ja')).toBe(
      'I  A事業所 1371215102 → K事業所 1370000011  0ファイル  到着済（未受信）',
    );
  });
});
