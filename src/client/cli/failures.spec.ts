import { describe, expect, test } from '@jest/globals';
import { Transmission } from '../answers.js';
import { EvidenceRefused } from '../evidence-refused.js';
import { GatewayUnreachable, problemOf } from '../gateway-problem.js';
import { IdentityFolderRefused } from '../identity-folder.js';
import { SendRejected, StillChecking } from '../send.js';
import { DestinationUnclear } from '../units-to-send.js';
import { WriteRefused } from '../write-files.js';
import { CommandRefused, failureLines, failureOf } from './failures.js';

const text = { ja: '否', en: 'no' };
const transmission = {
  id: 'T',
  problem: 'urn:careplan:problem:check-failed',
  findings: [
    {
      file: 'UPPLAN.CSV',
      row: 3,
      column: 10,
      item: 'サービス利用日',
      rule: 'range',
      severity: 'error',
      message: { ja: '暦にない日付です。', en: 'No such day.' },
    },
  ],
  findingsTotal: 2,
} as unknown as Transmission;

const problem = (status: number) =>
  problemOf(status, Buffer.from(JSON.stringify({ type: 'urn:careplan:problem:x', title: 'T', detail: 'D' })));

describe('a failed command', () => {
  test.each<[string, unknown, number, string]>([
    ['a refusal by the gateway', problem(422), 1, 'x'],
    ['a fault of the gateway', problem(500), 2, 'x'],
    ['a rejection in the background', new SendRejected(transmission), 1, 'check-failed'],
    ['evidence that does not hold', new EvidenceRefused('manifest', 'other-signer'), 1, 'manifest-other-signer'],
    ['a file that would be overwritten', new WriteRefused('differs', 'A.CSV'), 1, 'file-differs'],
    ['a rule of the command line', new CommandRefused(text, 1), 1, 'refused-here'],
    ['a call that makes no sense', new CommandRefused(text), 2, 'refused-here'],
    ['no destination', new DestinationUnclear(['a']), 2, 'destination-unclear'],
    ['no identity', new IdentityFolderRefused('absent', '/home'), 2, 'identity-absent'],
    ['no network', new GatewayUnreachable('http://g', {}), 2, 'unreachable'],
    ['no more patience', new StillChecking(transmission), 2, 'still-checking'],
    ['no such file', Object.assign(new Error('e'), { code: 'ENOENT', path: '/a' }), 2, 'ENOENT'],
  ])('by %s tells its code and exit code in both languages', (_, error, exitCode, code) => {
    const [ja, en] = [failureOf(error, 'ja'), failureOf(error, 'en')];
    expect(ja).toMatchObject({ exitCode, code });
    expect(en).toMatchObject({ exitCode, code });
    expect(ja?.text).not.toBe('');
    expect(en?.text).not.toMatch(/[\u3000-\u9fff]/);
  });

  test('of our own making is not hidden', () => {
    expect(failureOf(new TypeError('x is not a function'), 'ja')).toBeNull();
  });

  test('for want of a mandate names the office, and what it would have to allow', () => {
    const members = { type: 'urn:careplan:problem:mandate-missing', title: 'T', office: '1370000011', scope: 'send' };
    const failure = failureOf(problemOf(403, Buffer.from(JSON.stringify(members))), 'ja');
    expect(failure?.mandate).toEqual({ office: '1370000011', scope: 'send' });
    expect(failure && failureLines(failure, 'ja')).toContain('  1370000011: 送信');
  });

  test('names the cell, and that there is more', () => {
    const failure = failureOf(new SendRejected(transmission), 'ja');
    expect(failure && failureLines(failure, 'ja')).toEqual([
      '点検の結果、受理されませんでした（check-failed）。',
      '  UPPLAN.CSV  3行目  10列目  サービス利用日  誤り [range]: 暦にない日付です。',
      '  … 1 / 2',
    ]);
  });
});
