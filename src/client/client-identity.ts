import { KeyObject } from 'node:crypto';
import { Certificate } from '../sealing/certificate.js';

/** Who this client is at one gateway, and whom it believes: the outcome of an enrolment. */
export interface ClientIdentity {
  readonly gatewayUrl: string;
  readonly clientId: string;
  /** 事業所番号; null for clients that are no office. */
  readonly officeNumber: string | null;
  readonly privateKey: KeyObject;
  readonly certificate: Certificate;
  /** Between the own certificate and the root. */
  readonly intermediates: readonly Certificate[];
  /** Pinned at enrolment: every signature this client believes leads to it. */
  readonly root: Certificate;
}
