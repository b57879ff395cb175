import { Resolver } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Config } from '../../config/config.js';
import { Resolve, resolverOf } from './resolve-name.js';

/** Why nothing is sent to an address. */
export type AddressRefusal =
  | 'not-public' // private, loopback, link-local, metadata, multicast, reserved …
  | 'not-encrypted' // http, to what is no allowed network
  | 'scheme'
  | 'credentials'
  | 'port'
  | 'name'; // not resolved, or no name at all

export class AddressRefused extends Error {
  constructor(readonly refusal: AddressRefusal) {
    super(`address refused: ${refusal}`);
    this.name = 'AddressRefused';
  }
}

/**
 * Says to which addresses webhooks may go: to the public internet and to the networks that the installation allows, to
 * nothing else. Otherwise a subscription could reach what stands behind the gateway's firewall (server-side request
 * forgery). Asked with every connection, about the very address that is connected to: what a name meant when it was
 * subscribed, or a moment ago, does not count. What cannot be answered is refused.
 */
@Injectable()
export class AddressGuard {
  resolve: Resolve = resolverOf(new Resolver({ timeout: 2_000, tries: 2 }));

  constructor(private readonly config: Config) {}

  /** What can be said of a URL before anything is resolved. @throws AddressRefused */
  checkUrl(text: string): URL {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw new AddressRefused('scheme');
    if (url.username !== '' || url.password !== '') throw new AddressRefused('credentials');
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    // Not to other services below 1024, which might take an HTTP request for something else.
    if (port !== 443 && port !== 80 && port < 1024) throw new AddressRefused('port');
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (host === '') throw new AddressRefused('name');
    if (ipaddr.isValid(host)) this.requireAllowed(host, url.protocol);
    return url;
  }

  /**
   * The address to connect to, of those that a name has. One that may not be connected to spoils the name.
   * @param host a name or an IP address, without brackets
   * @throws AddressRefused
   */
  async addressOf(host: string, protocol: string): Promise<string> {
    const addresses = ipaddr.isValid(host) ? [host] : await this.resolved(host);
    for (const address of addresses) this.requireAllowed(address, protocol);
    const [first] = addresses;
    if (first === undefined) throw new AddressRefused('name');
    return first;
  }

  /** @throws AddressRefused */
  requireAllowed(address: string | undefined, protocol: string): void {
    if (address === undefined) throw new AddressRefused('name');
    if (this.config.webhookAllowedNetworks.has(address)) return;
    if (!isPublic(address)) throw new AddressRefused('not-public');
    if (protocol !== 'https:') throw new AddressRefused('not-encrypted');
  }

  private async resolved(name: string): Promise<readonly string[]> {
    try {
      return await this.resolve(name);
    } catch {
      throw new AddressRefused('name');
    }
  }
}

/**
 * Whether an address is one of the public internet: global unicast by the registries of IANA (RFC 6890). Addresses that
 * carry another within them (IPv4-mapped, NAT64, 6to4, Teredo) are not.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const plain = ipaddr.parse(address);
  const mapped = plain instanceof ipaddr.IPv6 && plain.isIPv4MappedAddress();
  if (mapped) return plain.toIPv4Address().range() === 'unicast';
  if (plain instanceof ipaddr.IPv6 && !plain.match(globalUnicast)) return false;
  return plain.range() === 'unicast';
}

/** RFC 4291 section 2.4: all that is assigned of it so far. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
