import { KeyObject } from 'node:crypto';
import { Certificate } from '../sealing/certificate.js';
import { issued } from '../sealing/chain.js';

/** A key and its certificate. */
export interface Holding {
  readonly privateKey: KeyObject;
  readonly certificate: Certificate;
}

/** Who this client is at one gateway, and whom it believes: the outcome of an enrolment. */
export interface ClientIdentity {
  readonly gatewayUrl: string;
  readonly clientId: string;
  /** 事業所番号; null for clients that are no office. */
  readonly officeNumber: string | null;
  readonly privateKey: KeyObject;
  readonly certificate: Certificate;
  /** Above the own certificate, where that is another authority's and was registered; absent where the gateway issued it. */
  readonly ownChain?: readonly Certificate[];
  /** Those it had before a renewal: content that was sealed for them is still opened with them. */
  readonly earlier?: readonly Holding[];
  /** Between the root and what the gateway issues, or issued: more than lie above the own certificate. */
  readonly intermediates: readonly Certificate[];
  /** Pinned at enrolment: every signature this client believes leads to it. */
  readonly root: Certificate;
}

/**
 * What lies above the own certificate, each issued by the next: up to the root, for one of the gateway's. A certificate of
 * another authority has authorities of its own.
 */
export function chainAbove({ certificate, ownChain, intermediates, root }: ClientIdentity): readonly Certificate[] {
  if (ownChain) return ownChain;
  const path: Certificate[] = [];
  for (let last: Certificate | undefined = certificate; last;) {
    const below: Certificate = last;
    last = intermediates.find((one) => !path.includes(one) && issued(one, below));
    if (last) path.push(last);
  }
  return [...path, root];
}
