import { describe, expect, test } from '@jest/globals';
import { Mandate, ProposalOutcome } from '../answers.js';
import { mandateLines, proposalLines } from './mandate-lines.js';
import { refusalName } from './mandate-words.js';
import { timeText } from './transmission-lines.js';

const validFrom = '2026-11-22T01:02:03.456Z';
const mandate: Mandate = {
  id: 'M',
  officeNumber: '1370000011',
  officeName: 'K事業所',
  carrier: 'C',
  carrierName: '代行センター',
  carrierKind: 'relay',
  scopes: ['send', 'collect'],
  state: 'suspended',
  proposedBy: 'carrier',
  validFrom,
  validUntil: null,
  evidence: '委任状 1',
  suspendedBy: ['office', 'operator'],
  createdAt: validFrom,
  acceptedAt: validFrom,
  endedAt: null,
};

describe('for people', () => {
  test('a mandate tells who lets whom do what, and who suspended it', () => {
    expect(mandateLines(mandate, 'ja')).toEqual([
      'M  停止中',
      '  K事業所 1370000011 ⇒ 代行センター (伝送代行)',
      `  送信・受信  ${timeText(validFrom)} – 取消まで`,
      '  停止した側: 事業所・運用者',
      '  同意書面: 委任状 1',
    ]);
    const short = mandateLines({ ...mandate, state: 'active', suspendedBy: [], evidence: null }, 'en');
    expect(short).toHaveLength(3);
    expect(short[2]).toBe(`  send, collect  ${timeText(validFrom)} – until revoked`);
  });

  test('what was not accepted tells why, in words where there are some', () => {
    const problem = 'urn:careplan:problem:office-acts-itself';
    expect(refusalName(problem, 'ja')).toBe('事業所が自ら承諾できます (office-acts-itself)');
    expect(refusalName('urn:careplan:problem:news', 'en')).toBe('news');
  });

  test('proposals to many tell how many of each, then those that came to nothing', () => {
    const outcome = (officeNumber: string, how: ProposalOutcome['outcome'], about: Mandate | null = null) => ({
      officeNumber,
      outcome: how,
      mandate: about,
    });
    const outcomes = [
      outcome('1', 'proposed', mandate),
      outcome('2', 'office-unknown'),
      outcome('3', 'proposed', mandate),
      outcome('4', 'open', mandate),
    ];
    expect(proposalLines(outcomes, 'en')).toEqual([
      'proposed: 2',
      'not in the directory: 1',
      'another proposal waits: 1',
      '  2  not in the directory',
      '  4  another proposal waits  M',
    ]);
  });
});
