import { describe, expect, it } from '@jest/globals';
import { NOW } from './certificates.fixture.js';
import { sha256Base64url } from './digest.js';
import { createRegistration, readRegistration } from './registration.js';

const sound = createRegistration({
  audience: 'https://gateway.example',
  code: 'co-de',
  now: NOW,
  jti: 'one-of-a-kind',
});

function pointerOf(payload: unknown): string | undefined {
  try {
    readRegistration(payload);
    return undefined;
  } catch (error) {
    return (error as { pointer?: string }).pointer;
  }
}

describe('a registration', () => {
  it('reads as it was made', () => {
    expect(readRegistration(JSON.parse(JSON.stringify(sound)))).toEqual(sound);
    const codeSha256 = sha256Base64url('CODE');
    expect(sound).toMatchObject({ kind: 'registration', iat: NOW.getTime() / 1000, codeSha256 });
  });

  it.each([
    ['jti', 'short'],
    ['iat', -1],
    ['iat', '1'],
    ['aud', 'gateway'],
    ['kind', 'confirmed'],
    ['codeSha256', 'CODE'],
    ['client', 'someone'],
  ])('is refused with %s %j', (member, value) => {
    expect(pointerOf({ ...sound, [member]: value })).toBe(`/${member}`);
  });

  it.each(Object.keys(sound))('is refused without %s', (member) => {
    const rest = Object.fromEntries(Object.entries(sound).filter(([name]) => name !== member));
    expect(pointerOf(rest)).toBe(`/${member}`);
  });
});
