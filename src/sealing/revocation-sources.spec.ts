import { beforeAll, describe, expect, it } from '@jest/globals';
import { BitString } from 'asn1js';
import { CRLDistributionPoints, DistributionPoint, Extension, GeneralName } from 'pkijs';
import type { Authority } from './authority.js';
import {
  issueForeign,
  makeForeignAuthority,
  responderAddress,
  type ForeignCertificate,
} from './foreign-authority.fixture.js';
import { newKeyPairSync } from './key-pair.js';
import { revocationSources, type RevocationSources } from './revocation-sources.js';

const { publicKey } = newKeyPairSync('ec');
let issuer: Authority;
beforeAll(async () => {
  issuer = await makeForeignAuthority('Foreign CA');
});

const sourcesOf = async (wanted: Partial<ForeignCertificate>): Promise<RevocationSources> =>
  revocationSources(await issueForeign({ commonName: 'Office', publicKey, issuer, ...wanted }));

function points(...distributionPoints: DistributionPoint[]): Extension {
  const extnValue = new CRLDistributionPoints({ distributionPoints }).toSchema().toBER(false);
  return new Extension({ extnID: '2.5.29.31', critical: false, extnValue });
}

const uri = (value: string) => new GeneralName({ type: 6, value });

describe('where a certificate says that its revocation can be asked about', () => {
  it('is its OCSP responder and its revocation list', async () => {
    expect(await sourcesOf({ ocspUrl: 'http://ocsp.example/', crlUrl: 'https://ca.example/ca.crl' })).toEqual({
      ocsp: ['http://ocsp.example/'],
      lists: ['https://ca.example/ca.crl'],
    });
  });

  it('is nowhere when it names none', async () => {
    expect(await sourcesOf({})).toEqual({ ocsp: [], lists: [] });
  });

  it.each([['ldap://ca.example/cn=ca'], ['file:///etc/passwd'], ['http://user:word@ca.example/'], ['nonsense'], ['']])(
    'is not %s',
    async (url) => {
      expect(await sourcesOf({ ocspUrl: url, crlUrl: url })).toEqual({ ocsp: [], lists: [] });
    },
  );

  it('is two places at most, each once', async () => {
    const urls = ['http://a.example/', 'http://a.example/', 'http://b.example/', 'http://c.example/'];
    const { ocsp } = await sourcesOf({ extensions: [responderAddress(...urls)] });
    expect(ocsp).toEqual(['http://a.example/', 'http://b.example/']);
  });

  it('is no list of another issuer, and none for some reasons only', async () => {
    const name = uri('http://ca.example/part.crl');
    const extension = points(
      new DistributionPoint({ distributionPoint: [name], cRLIssuer: [uri('urn:other')] }),
      new DistributionPoint({
        distributionPoint: [name],
        reasons: new BitString({ valueHex: Buffer.of(0x60) as never }),
      }),
      new DistributionPoint({ distributionPoint: [uri('http://ca.example/whole.crl')] }),
    );
    expect(await sourcesOf({ extensions: [extension] })).toEqual({ ocsp: [], lists: ['http://ca.example/whole.crl'] });
  });
});
