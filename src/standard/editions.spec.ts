import { describe, expect, it } from '@jest/globals';
import { formName, unitName } from './display-names.js';
import { EDITIONS, FORM_CODES, HELD, UNIT_KINDS } from './editions.js';
import { isCareManagerSide, SERVICE_TYPES } from './service-types.js';

const forms = EDITIONS.flatMap((edition) => edition.forms.map((form) => [edition.version, form.code, form] as const));

describe('the versions held', () => {
  it.each([
    ['202407', '202504', true, 18, 11],
    ['202208', '202301', false, 9, 6],
  ])('%s applies from %s', (version, appliesFrom, serviceTypesInNames, formCount, unitCount) => {
    const edition = HELD.editionOf(version);
    expect(edition).toMatchObject({ appliesFrom, serviceTypesInNames });
    expect(edition?.forms).toHaveLength(formCount);
    expect(edition?.units).toHaveLength(unitCount);
  });

  it.each(['', '201910', '202504', '20240'])('%j is none', (version) => {
    expect(HELD.editionOf(version)).toBeUndefined();
  });
});

describe('the layouts', () => {
  it.each([
    ['202407', 'UPHOSOKU', 63],
    ['202407', 'UP1KYO', 28],
    ['202407', 'DLT1KYO', 4],
    ['202407', 'UP2KYO', 22],
    ['202407', 'UP3KYO', 13],
    ['202407', 'UPPLAN', 25],
    ['202407', 'UPJSK', 25],
    ['202407', 'DLTPLAN', 4],
    ['202407', 'DLTJSK', 6],
    ['202407', 'UPSIKYU', 37],
    ['202407', 'UPKIHON', 71],
    ['202407', 'DLTKIHON', 4],
    ['202407', 'UPKIHON_SUB1', 7],
    ['202407', 'UPKIHON_SUB2', 11],
    ['202407', 'UPKIHON_IMAGE', 0],
    ['202407', 'UPYOBO', 57],
    ['202407', 'DLTYOBO', 4],
    ['202407', 'UPYOBO_SUB', 17],
    ['202208', 'UPPLAN', 22],
    ['202208', 'UPJSK', 22],
    ['202208', 'UPSIKYU', 34],
    ['202208', 'UPHOSOKU', 63],
  ] as const)('%s %s has %i items', (version, code, count) => {
    expect(HELD.formOf(version, code)?.fields).toHaveLength(count);
  });

  it.each([
    ['202407', 'UPPLAN', 'taisCode', 16],
    ['202407', 'UPPLAN', 'serviceOfficeNumber', 20],
    ['202208', 'UPPLAN', 'serviceOfficeNumber', 17],
    ['202208', 'UPPLAN', 'taisCode', undefined],
    ['202407', 'UPSIKYU', 'countOrDays', 16],
    ['202208', 'UPSIKYU', 'stayDaysToPreviousMonth', 27],
    ['202407', 'UPHOSOKU', 'targetMonth', 63],
    ['202407', 'UPKIHON', 'emergency4Phone', 61],
    ['202407', 'UPHOSOKU', 'typeLimit9OverUnits', 55],
  ] as const)('%s %s %s is item %s', (version, code, id, number) => {
    expect(HELD.formOf(version, code)?.fields.find((field) => field.id === id)?.number).toBe(number);
  });

  it.each(forms)('%s %s is sound in itself', (_, code, form) => {
    const ids = form.fields.map((field) => field.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(form.fields.map((field) => field.number)).toEqual(form.fields.map((__, index) => index + 1));
    for (const id of [...form.recordKeys, ...(form.monthField === null ? [] : [form.monthField])]) {
      expect(ids).toContain(id);
    }
    for (const { when, fields } of form.conditions)
      expect(ids).toEqual(expect.arrayContaining([when.field, ...fields]));
    for (const { codes, length } of form.fields) {
      expect((codes ?? []).every((each) => each.code.length === length)).toBe(true);
    }
    if (form.content === 'csv') expect(ids.slice(0, 3)).toEqual(['csvVersion', 'insurerNumber', 'insuredNumber']);
    expect(form.fileName.month === 'none').toBe(form.monthField === null);
    expect(FORM_CODES).toContain(code);
  });

  it.each(EDITIONS)('units of $version are made of its forms', ({ units, forms: held }) => {
    const codes = held.map((form) => form.code);
    for (const { leading, forms: parts } of units) {
      expect(codes).toEqual(expect.arrayContaining(parts.map((part) => part.form)));
      expect(parts.map((part) => part.form)).toContain(leading);
    }
  });
});

describe('names', () => {
  it.each([...FORM_CODES])('form %s has both', (code) => {
    expect(formName(code).ja).not.toBe(code);
    expect(formName(code).en).not.toBe(code);
  });

  it.each([...UNIT_KINDS])('unit %s has both', (kind) => {
    expect(unitName(kind).ja).not.toBe(kind);
    expect(unitName(kind).en).not.toBe(kind);
  });
});

describe('service types', () => {
  it('are 62 entries, 45 of them linked', () => {
    expect(SERVICE_TYPES).toHaveLength(62);
    expect(SERVICE_TYPES.filter((type) => type.linked)).toHaveLength(45);
  });

  it.each([
    ['43', true],
    ['46', true],
    ['73', false],
    ['11', false],
    [null, false],
  ])('%s on the care-manager side: %s', (type, expected) => {
    expect(isCareManagerSide(type)).toBe(expected);
  });
});
