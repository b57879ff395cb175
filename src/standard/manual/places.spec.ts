import { describe, expect, it } from '@jest/globals';
import { EDITIONS } from '../editions.js';
import { Edition } from '../layouts/edition.js';
import { tableMarkdown } from './place-markdown.js';
import { acrossEditions, groupedBy, inBoth, Place, PlaceTable } from './places.js';
import { closedLists, lengths, requiredItems } from './places-of-cells.js';
import { conditions, conditionWords } from './places-of-conditions.js';
import { fileNames, itemCounts } from './places-of-files.js';
import { ownActuals, relations, servedPersons } from './places-of-units.js';

const subject = (code: string) => ({ code, name: inBoth(`name of ${code}`) });
const place = (code: string, what: string): Place => ({ subject: subject(code), what: inBoth(what), items: [] });
const edition = (version: string): Edition => ({ ...EDITIONS[0]!, version });

describe('places', () => {
  it('are told once where versions agree, and stand by their subject', () => {
    const byVersion: Record<string, Place[]> = {
      new: [place('A', 'same'), place('A', 'changed'), place('B', 'added')],
      old: [place('A', 'same'), place('A', 'as it was')],
    };
    const told = acrossEditions([edition('new'), edition('old')], ({ version }) => byVersion[version] ?? []);
    expect(told.map(({ subject: { code }, what, versions }) => [code, what?.en, versions])).toEqual([
      ['A', 'same', ['new', 'old']],
      ['A', 'changed', ['new']],
      ['A', 'as it was', ['old']],
      ['B', 'added', ['new']],
    ]);
  });

  it('group items by what is asked of them, in the order of the first', () => {
    const items = [1, 2, 3, 4].map((number) => ({ number, name: `item ${number}` }));
    const groups = groupedBy(items, ({ number }) => (number === 4 ? null : inBoth(number % 2 === 0 ? 'even' : 'odd')));
    expect(groups.map(({ what, items: of }) => [what?.en, of.map(({ number }) => number)])).toEqual([
      ['odd', [1, 3]],
      ['even', [2]],
    ]);
  });
});

describe('where rules apply', () => {
  const rowsOf = (table: PlaceTable, code: string) =>
    table.places
      .filter((each) => each.subject.code === code)
      .map(({ versions, what, items }) => [versions.join(' '), what?.en, items.map(({ number }) => number).join(' ')]);

  it('required items leave out those whose mark is uncertain', () => {
    expect(rowsOf(requiredItems(EDITIONS), 'DLTJSK')).toEqual([['202407 202208', 'asked', '1 2 3 4 5 6']]);
    expect(rowsOf(requiredItems(EDITIONS), 'UPPLAN')[0]?.[2]).toBe('1 2 3 4 5 10 12 13 14 15 20 23');
  });

  it('lengths tell exact ones from bounds', () => {
    expect(rowsOf(lengths(EDITIONS), 'UPHOSOKU')).toContainEqual(['202407 202208', 'exactly 6', '1 2 63']);
    expect(rowsOf(lengths(EDITIONS), 'UPHOSOKU')).toContainEqual(['202407 202208', 'at most 15', '12']);
  });

  it('closed lists name codes and labels', () => {
    expect(rowsOf(closedLists(EDITIONS), 'UP2KYO')).toEqual([['202407 202208', '`Y` 対象, `N` 対象外', '15']]);
  });

  it('file names differ between the versions by the service types', () => {
    expect(rowsOf(fileNames(EDITIONS), 'UPPLAN').map(([, grammar]) => grammar)).toEqual([
      '`UPPLAN_YYYYMM_sender_type_receiver_type_YYYYMMDDHHMMSS.CSV`',
      '`UPPLAN_YYYYMM_sender_receiver_YYYYMMDDHHMMSS.CSV`',
    ]);
    expect(rowsOf(itemCounts(EDITIONS), 'UPKIHON_IMAGE')).toEqual([]);
  });

  it('rules about offices and persons are asked themselves', () => {
    const codes = (table: PlaceTable) => [...new Set(table.places.map((each) => each.subject.code))];
    expect(codes(servedPersons(EDITIONS))).toEqual(['UPPLAN']);
    expect(codes(ownActuals(EDITIONS))).toEqual(['UPJSK', 'DLTJSK']);
    expect(rowsOf(relations(EDITIONS), 'UPHOSOKU')).toEqual([['202407 202208', '`UPPLAN` or `UP1KYO`', '2 3']]);
  });

  it('conditions are told in words, an expression without words as it is', () => {
    const table = conditions(EDITIONS);
    expect(table.places.length).toBeGreaterThan(0);
    expect(table.places.filter(({ what }) => /`\^/.test(what?.en ?? '^'))).toEqual([]);
    const when = { field: 'unknown', matches: /^9/ };
    expect(conditionWords({ when, rule: 'empty', fields: [] }, []).en).toBe('where "" is `^9`: empty');
  });
});

describe('a table in Markdown', () => {
  const table = (places: PlaceTable['places']): PlaceTable => ({
    title: inBoth('Title'),
    subject: inBoth('Form'),
    what: inBoth('What'),
    places,
  });
  const row = (what: string) => ({ ...place('A', what), versions: ['1'] });

  it('names a subject in full once, leaves out an empty column, and keeps pipes inside their cell', () => {
    expect(tableMarkdown(table([row('`a|b`'), row('c')]), 'en')).toBe(
      [
        '**Title**\n',
        '| Form | Version | What |',
        '| --- | --- | --- |',
        '| `A` name of A | 1 | `a\\|b` |',
        '| `A` | 1 | c |',
      ].join('\n'),
    );
  });

  it('folds when it is long', () => {
    const long = tableMarkdown(table(Array.from({ length: 7 }, (_, index) => row(String(index)))), 'en');
    expect(long).toMatch(/^<details>\n<summary>Title \(7\)<\/summary>\n\n\| Form[^]*\n\n<\/details>$/);
  });
});
