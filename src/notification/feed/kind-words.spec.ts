import { describe, expect, it } from '@jest/globals';
import { toldKinds } from '../../events/audience.js';
import { kindWords } from './kind-words.js';

describe('the words for kinds of event', () => {
  it.each(toldKinds)('say in both languages what %s is', (kind) => {
    expect(kindWords[kind]).toEqual({ ja: expect.stringMatching(/\P{ASCII}/u), en: expect.stringMatching(/^[A-Z]/) });
  });
});
