import { describe, expect, it } from '@jest/globals';
import { resolverOf } from './resolve-name.js';

const never = () => Promise.reject(new Error('ENOTFOUND'));

describe('resolving a name', () => {
  it('gives the addresses of both kinds, or of the one there is', async () => {
    const both = resolverOf({ resolve4: async () => ['192.0.2.1'], resolve6: async () => ['2001:db8::1'] } as never);
    const one = resolverOf({ resolve4: never, resolve6: async () => ['2001:db8::1'] } as never);
    expect(await both('a.example')).toEqual(['192.0.2.1', '2001:db8::1']);
    expect(await one('a.example')).toEqual(['2001:db8::1']);
  });

  it('rejects where there is none', async () => {
    await expect(resolverOf({ resolve4: never, resolve6: never } as never)('a.example')).rejects.toThrow('ENOTFOUND');
    const empty = resolverOf({ resolve4: async () => [], resolve6: async () => [] } as never);
    await expect(empty('a.example')).rejects.toThrow('no address');
  });

  it('asks nobody about this machine', async () => {
    const resolve = resolverOf({ resolve4: never, resolve6: never } as never);
    expect(await resolve('localhost')).toEqual(['127.0.0.1']);
    expect(await resolve('hook.localhost')).toEqual(['127.0.0.1']);
    await expect(resolve('mylocalhost')).rejects.toThrow('ENOTFOUND');
  });

  it('asks once for all who ask at the same time, and anew for who asks later', async () => {
    let asked = 0;
    const resolve4 = () => Promise.resolve([`192.0.2.${++asked}`]);
    const resolve = resolverOf({ resolve4, resolve6: never } as never);
    expect(await Promise.all([resolve('a.example'), resolve('a.example')])).toEqual([['192.0.2.1'], ['192.0.2.1']]);
    expect(await resolve('a.example')).toEqual(['192.0.2.2']);
  });
});
