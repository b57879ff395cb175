import { describe, expect, test } from '@jest/globals';
import { CommandRefused } from './failures.js';
import { readOfficeNumbers, readScopes } from './mandate-propose-command.js';

describe('what a proposal is made of', () => {
  test('office numbers stand one a line, with remarks and empty lines between', () => {
    expect(readOfficeNumbers('\ufeff1370000011\r\n\r\n  1370000029  # 通所\n# 終わり\n')).toEqual([
      '1370000011',
      '1370000029',
    ]);
  });

  test.each([
    ['1370000011\n137000002', 'Line 2'],
    ['事業所番号\n1370000011', 'Line 1'],
    ['\n# none\n', 'no office numbers'],
  ])('in %j they are refused before anything is proposed', (text, told) => {
    expect(() => readOfficeNumbers(text)).toThrow(CommandRefused);
    expect(() => readOfficeNumbers(text)).toThrow(told);
  });

  test('scopes are those that there are, each once', () => {
    expect(readScopes('confirm, send,send')).toEqual(['send', 'confirm']);
    expect(() => readScopes('send,read')).toThrow('read');
    expect(() => readScopes('')).toThrow('Not of');
  });
});
