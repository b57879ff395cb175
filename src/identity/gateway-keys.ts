import { Config } from '../config/config.js';
import { Authority } from '../sealing/authority.js';
import { Signer } from '../sealing/statement.js';

/** The key with which the gateway signs receipts. The chain travels with each receipt, so that it proves itself offline. */
export function gatewaySigner(config: Config): Signer {
  return {
    privateKey: config.signingKey,
    certificate: config.signingCertificate,
    chain: config.issuingCaChain.map((certificate) => certificate.pem),
  };
}

/** The embedded issuing CA, or null in a process that was not given its key. */
export function issuingAuthority(config: Config): Authority | null {
  const [certificate] = config.issuingCaChain;
  if (!config.issuingCaKey || !certificate) return null;
  return { certificate, privateKey: config.issuingCaKey, chain: config.issuingCaChain.map(({ pem }) => pem) };
}
