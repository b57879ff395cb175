import type { Extension, RelativeDistinguishedNames } from 'pkijs';
import { AltName, AttributeTypeAndValue, GeneralName } from 'pkijs';
import { Utf8String } from 'asn1js';

export const OID_SUBJECT_ALT_NAME = '2.5.29.17';
const OID_COMMON_NAME = '2.5.4.3';
/** GeneralName CHOICE [6] uniformResourceIdentifier, RFC 5280 §4.2.1.6. */
const URI = 6;

const CLIENT_URN = /^urn:careplan:client:([0-9A-Za-z-]{1,64})$/;
const OFFICE_URN = /^urn:careplan:office:([0-9A-Z]{10})$/;

/** The identities the gateway writes into a certificate, as URIs: RFC 5280 leaves such names to the alternative name. */
export interface SubjectUrns {
  clientId: string | null;
  officeNumber: string | null;
}

/** Throws RangeError when an identity would not read back from its URN as it was given. */
export function subjectAltName(names: SubjectUrns): AltName {
  const urns = [
    ...(names.clientId === null ? [] : [checked(`urn:careplan:client:${names.clientId}`, CLIENT_URN)]),
    ...(names.officeNumber === null ? [] : [checked(`urn:careplan:office:${names.officeNumber}`, OFFICE_URN)]),
  ];
  return new AltName({ altNames: urns.map((value) => new GeneralName({ type: URI, value })) });
}

function checked(urn: string, form: RegExp): string {
  if (!form.test(urn)) throw new RangeError('client id or office number does not fit a certificate');
  return urn;
}

/**
 * Reads our URNs out of a subject alternative name. A name of one kind given twice says nothing reliable,
 * so it counts as absent.
 */
export function readSubjectUrns(extensions: readonly Extension[]): SubjectUrns {
  const found = extensions.find((extension) => extension.extnID === OID_SUBJECT_ALT_NAME)?.parsedValue as unknown;
  const names = found instanceof AltName ? found.altNames : [];
  const uris = names.filter((name) => name.type === URI).map((name) => String(name.value));
  return { clientId: theOnly(uris, CLIENT_URN), officeNumber: theOnly(uris, OFFICE_URN) };
}

function theOnly(uris: string[], form: RegExp): string | null {
  const values = uris.flatMap((uri) => form.exec(uri)?.[1] ?? []);
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** Adds a common name; RFC 5280 §4.1.2.4 asks for UTF8String. */
export function addCommonName(name: RelativeDistinguishedNames, commonName: string): void {
  name.typesAndValues.push(
    new AttributeTypeAndValue({ type: OID_COMMON_NAME, value: new Utf8String({ value: commonName }) }),
  );
}

/** The first common name, or an empty string. */
export function readCommonName(name: RelativeDistinguishedNames): string {
  const attribute = name.typesAndValues.find(({ type }) => type === OID_COMMON_NAME);
  const value: unknown = attribute?.value.valueBlock.value;
  return typeof value === 'string' ? value : '';
}
