import { BlockList, isIP } from 'node:net';
import { ValueRefused, Variable } from './variable.js';

/** Addresses that an installation names: the proxies that it believes, the receivers that it may call. */
export class Networks {
  private readonly list = new BlockList();

  constructor(networks: readonly { address: string; prefix: number }[] = []) {
    for (const { address, prefix } of networks) this.list.addSubnet(address, prefix, familyOf(address));
  }

  /** Whether the peer of a connection is one of them. A peer that is gone, and so has no address, is not. */
  has(address: string | undefined): boolean {
    // A socket that takes both families tells an IPv4 peer as ::ffff:a.b.c.d, and a link-local one with its zone.
    const plain = address?.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '') ?? '';
    return isIP(plain) !== 0 && this.list.check(plain, familyOf(plain));
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Addresses and networks (CIDR) of both families, with commas between them. */
export function networks(name: string): Variable<Networks> {
  return {
    name,
    parse: (text) => new Networks(text.split(',').map((entry) => network(entry.trim()))),
  };
}

/** Never everybody (/0): that would be to believe whatever anybody writes into a header, and to call anything inside. */
function network(entry: string): { address: string; prefix: number } {
  const [, address = '', length] = /^([0-9A-Fa-f.:]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const most = isIP(address) === 6 ? 128 : 32;
  const prefix = length === undefined ? most : Number(length);
  if (isIP(address) !== 0 && prefix >= 1 && prefix <= most) return { address, prefix };
  throw new ValueRefused('must be IP addresses and networks (address/bits, at least 1 bit), separated by commas');
}
