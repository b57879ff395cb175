import { slip } from './resources.js';
import { Operations } from './call.js';

const office = { number: '1370000094', name: '新しい事業所', serviceTypes: ['11'] };
const master = 'number,name,nameKana,prefecture,serviceTypes\r\n1370000094,新しい事業所,アタラシイ,東京都,11\r\n';

export const directoryCalls: Operations = {
  'POST /v1/offices/import': { call: () => ({ json: { offices: [office] } }) },
  'POST /v1/offices/master': { call: () => ({ body: { type: 'text/csv', content: master } }) },
  'GET /v1/offices': {},
  'POST /v1/offices/lookup': { call: ({ id }) => ({ json: { numbers: [id] } }) },
  'GET /v1/offices/{officeNumber}': {},
  'PUT /v1/offices/{officeNumber}/capability': {
    call: () => ({ json: { versions: ['202407'], attachments: true, reachableOtherwise: { fax: '03-1111-2222' } } }),
  },
  'POST /v1/checks': {
    call: () => ({ parts: slip.map(({ name, bytes }) => ({ name: 'file', content: bytes, fileName: name })) }),
  },
};
