import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Config } from '../../config/config.js';
import { Networks } from '../../config/networks.js';
import { AddressGuard, AddressRefused, isPublic } from './address-guard.js';

const open = new AddressGuard({ webhookAllowedNetworks: new Networks() } as unknown as Config);
const closed = new AddressGuard({
  webhookAllowedNetworks: new Networks([{ address: '10.20.0.0', prefix: 16 }]),
} as unknown as Config);

/** The reason, or null when it passes. */
function refusalOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof AddressRefused) return error.refusal;
    throw error;
  }
}

const byte = fc.integer({ min: 0, max: 255 });
const v4 = fc.tuple(byte, byte, byte, byte);

describe('an address of the public internet', () => {
  it.each(['8.8.8.8', '203.0.114.1', '172.15.255.255', '172.32.0.1', '2606:4700::1', '2400:cb00::1'])(
    'is %s',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  // The special-purpose registries of IANA (RFC 6890 and its updates), and the metadata services of clouds.
  it.each(
    [
      ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.255.254'],
      ...['169.254.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.2.1', '192.168.1.1'],
      ...['198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1'],
      ...['255.255.255.255', '::', '::1', '::10.0.0.1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '64:ff9b::a00:1'],
      ...['64:ff9b:1::1', '100::1', '2001::1', '2001:2::1', '2001:db8::1', '2002:a00:1::', '3fff::1', '5f00::1'],
      ...['fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', 'not an address', ''],
    ].map((address) => [address]),
  )('is not %j', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it('is none that hides a private one within', () => {
    fc.assert(
      fc.property(v4, ([, b, c, d]) => {
        const [high, low] = [((10 << 8) | b).toString(16), ((c << 8) | d).toString(16)];
        for (const address of [
          `::ffff:10.${b}.${c}.${d}`,
          `::ffff:${high}:${low}`,
          `64:ff9b::${high}:${low}`,
          `2002:${high}:${low}::1`,
          `::${high}:${low}`,
        ]) {
          expect([address, isPublic(address)]).toEqual([address, false]);
        }
      }),
    );
  });
});

describe('a URL to be called', () => {
  it.each([
    ['https://vendor.example/hook', null],
    ['https://vendor.example:8443/hook', null],
    ['https://8.8.8.8/hook', null],
    ['ftp://vendor.example/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['vendor.example', 'scheme'],
    ['https://user:secret@vendor.example/', 'credentials'],
    ['https://vendor.example:22/', 'port'],
    ['https://vendor.example:25/', 'port'],
    ['https://127.0.0.1/', 'not-public'],
    ['https://2130706433/', 'not-public'],
    ['https://0x7f.1/', 'not-public'],
    ['https://0177.0.0.1/', 'not-public'],
    ['https://[::1]/', 'not-public'],
    ['https://[::ffff:169.254.169.254]/', 'not-public'],
    ['https://１２７.0.0.1/', 'not-public'],
    ['http://8.8.8.8/', 'not-encrypted'],
  ])('%s: %s', (url, refusal) => {
    expect(refusalOf(() => open.checkUrl(url))).toBe(refusal);
  });

  it('may be in a closed network that is allowed, also without encryption, and in no other', () => {
    expect(refusalOf(() => closed.checkUrl('http://10.20.3.4/hook'))).toBeNull();
    expect(refusalOf(() => closed.checkUrl('http://10.21.3.4/hook'))).toBe('not-public');
    expect(refusalOf(() => closed.requireAllowed('::ffff:10.20.3.4', 'http:'))).toBeNull();
  });
});

describe('a name to be called', () => {
  async function addressFor(addresses: readonly string[] | Error): Promise<string> {
    const guard = new AddressGuard({ webhookAllowedNetworks: new Networks() } as unknown as Config);
    guard.resolve = () => (addresses instanceof Error ? Promise.reject(addresses) : Promise.resolve(addresses));
    return guard.addressOf('vendor.example', 'https:').catch((error: unknown) => (error as AddressRefused).refusal);
  }

  it('is connected to at an address that was looked at', async () => {
    expect(await addressFor(['8.8.8.8', '2606:4700::1'])).toBe('8.8.8.8');
  });

  it('is refused for a single address that may not be, for none, and when nobody can say', async () => {
    expect(await addressFor(['8.8.8.8', '10.0.0.1'])).toBe('not-public');
    expect(await addressFor(['::ffff:127.0.0.1'])).toBe('not-public');
    expect(await addressFor([])).toBe('name');
    expect(await addressFor(new Error('no resolver'))).toBe('name');
  });
});
