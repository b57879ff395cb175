import { describe, expect, test } from '@jest/globals';
import { DestinationUnclear, unitsToSend } from './units-to-send.js';

const SENDER = '1371215102';
const named = (form: string, receiver: string, sequence: string) =>
  `${form}_202504_${SENDER}_43_${receiver}_11_${sequence}.CSV`;
const plan = named('UPPLAN', '1370000011', '20250325100100');
const annex = named('UPSIKYU', '1370000011', '20250325100100');
const earlier = named('UPPLAN', '1370000029', '20250325100000');
const attachment = `ATTACH_${SENDER}_1370000011_20250325100100_01.pdf`;

const file = (name: string) => ({ name, bytes: new Uint8Array() });

function sorted(names: string[], destination?: string) {
  return unitsToSend(names.map(file), { destination }).map((unit) => ({
    destination: unit.destination,
    files: unit.files.map(({ name }) => name),
  }));
}

describe('units among files', () => {
  test('go where the file names say', () => {
    expect(sorted([plan, annex])).toEqual([{ destination: '1370000011', files: [plan, annex] }]);
  });

  test('are sent in ascending sequence, whatever the order of the files', () => {
    expect(sorted([plan, earlier, annex])).toEqual([
      { destination: '1370000029', files: [earlier] },
      { destination: '1370000011', files: [plan, annex] },
    ]);
  });

  test('take their attachments along', () => {
    expect(sorted([plan, attachment])).toEqual([{ destination: '1370000011', files: [plan, attachment] }]);
  });

  test('go where the caller says, when the caller says so', () => {
    expect(sorted([plan], '1370000029')).toEqual([{ destination: '1370000029', files: [plan] }]);
  });

  test('are each of one sender, which the names tell or the caller insists on', () => {
    const others = plan.replace(SENDER, '1371215110');
    const senders = (given = {}) => unitsToSend([plan, others, annex].map(file), given).map((unit) => unit.sender);
    expect(senders()).toEqual([SENDER, '1371215110']);
    expect(senders({ sender: SENDER })).toEqual([SENDER]);
    expect(unitsToSend([file('UPPLAN.CSV')], { destination: '1370000011' })).toMatchObject([{ sender: null }]);
  });

  test('are none where there are no files', () => {
    expect(sorted([])).toEqual([]);
  });

  test('keep a misnamed file, so that the check tells what is wrong with its name', () => {
    expect(sorted([plan, 'UPPLAN.CSV'])).toEqual([{ destination: '1370000011', files: [plan, 'UPPLAN.CSV'] }]);
    expect(sorted(['UPPLAN.CSV'], '1370000011')).toEqual([{ destination: '1370000011', files: ['UPPLAN.CSV'] }]);
  });

  test.each([[['UPPLAN.CSV']], [[plan, earlier, 'UPPLAN.CSV']]])('are unclear among %j', (names) => {
    expect(() => sorted(names)).toThrow(DestinationUnclear);
  });
});
