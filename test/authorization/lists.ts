import { Who } from './cast.js';

/** What a list holds: rows of the answer, and the kind of resource that they are. */
export interface Listing {
  readonly path: string;
  readonly kind: string;
  readonly rows: string;
  readonly id: string;
  /** Asks for more than is one's own. */
  readonly query?: Readonly<Record<string, string>>;
  readonly seen: Partial<Readonly<Record<Who, string>>>;
}

const carried = 'byA byR byT collected';
const every = 'RA RK NK CK SK TA TK UA UK VA VK PK AP Ppaper';

/** Exactly these of all resources of resources.ts, and not one more; who is not named is refused. */
export const lists: readonly Listing[] = [
  {
    path: '/v1/inbox',
    kind: 'tx',
    rows: 'transmissions',
    id: 'id',
    seen: { A: '', K: carried, X: '', R: carried, N: carried, C: carried, S: '', T: '', U: '', V: '', P: '', W: '' },
  },
  {
    path: '/v1/inbox',
    kind: 'tx',
    rows: 'transmissions',
    id: 'id',
    query: { sender: '1371215102', state: 'confirmed' },
    seen: {
      ...{ A: '', K: 'confirmed', X: '', R: 'confirmed', N: 'confirmed', C: 'confirmed' },
      ...{ S: '', T: '', U: '', V: '', P: '', W: '' },
    },
  },
  {
    path: '/v1/outbox',
    kind: 'tx',
    rows: 'transmissions',
    id: 'id',
    seen: {
      A: `${carried} confirmed heldA heldR heldT rejectedA rejectedR`,
      ...{ K: '', X: '', R: 'byR heldR rejectedR', N: '', C: '', S: '', T: '', U: '', V: '', P: '', W: '' },
    },
  },
  {
    path: '/v1/batches',
    kind: 'batch',
    rows: 'batches',
    id: 'id',
    seen: {
      ...{ A: 'byA byR byT', K: '', X: '', R: 'byR', N: '', C: '', S: '' },
      ...{ T: '', U: '', V: '', P: '', W: '' },
    },
  },
  {
    path: '/v1/notices',
    kind: 'notice',
    rows: 'notices',
    id: 'id',
    seen: { A: 'ofK', K: 'ofA', X: '', R: 'ofA', N: 'ofA', C: 'ofA', S: '', T: '', U: '', V: '', P: '', W: '' },
  },
  {
    path: '/v1/notices',
    kind: 'notice',
    rows: 'notices',
    id: 'id',
    query: { direction: 'given' },
    seen: { A: 'ofA', K: 'ofK', X: '', R: 'ofA ofK', N: 'ofK', C: 'ofK', S: '', T: '', U: '', V: '', P: '', W: '' },
  },
  {
    // Rows by own office: R sent for A and could open what K was sent; S may send for K, but never did.
    path: '/v1/progress',
    kind: 'office',
    rows: 'progress',
    id: 'office',
    query: { month: '202504' },
    seen: { A: 'A', K: 'K', X: '', R: 'A K', N: 'K', C: 'K', S: '', T: '', U: '', V: '', P: '', W: '' },
  },
  {
    path: '/v1/mandates',
    kind: 'mandate',
    rows: 'mandates',
    id: 'id',
    seen: {
      operator: every,
      A: 'RA TA UA VA AP',
      K: 'RK NK CK SK TK UK VK PK',
      X: '',
      ...{ R: 'RA RK', N: 'NK', C: 'CK', S: 'SK', T: 'TA TK', U: 'UA UK', V: 'VA VK', P: 'PK AP Ppaper', W: '' },
    },
  },
  {
    path: '/v1/mandates',
    kind: 'mandate',
    rows: 'mandates',
    id: 'id',
    query: { office: '1370000011' },
    seen: {
      operator: 'RK NK CK SK TK UK VK PK',
      A: '',
      K: 'RK NK CK SK TK UK VK PK',
      X: '',
      ...{ R: 'RK', N: 'NK', C: 'CK', S: 'SK', T: 'TK', U: 'UK', V: 'VK', P: 'PK', W: '' },
    },
  },
  {
    // As in inbox and outbox together; of held and rejected ones nobody is told that they arrived.
    path: '/v1/events',
    kind: 'tx',
    rows: 'events',
    id: 'transmission',
    query: { kind: 'transmission-available' },
    seen: {
      ...{ A: `${carried} confirmed`, K: `${carried} confirmed`, X: '', R: `${carried} confirmed` },
      ...{ N: `${carried} confirmed`, C: `${carried} confirmed`, S: '', T: '', U: '', V: '', P: '', W: '' },
    },
  },
  {
    path: '/v1/subscriptions',
    kind: 'subscription',
    rows: 'subscriptions',
    id: 'id',
    seen: {
      ...{ A: 'ofA', K: 'ofK feedK mailK', X: '', R: 'ofR', N: '', C: '', S: '' },
      ...{ T: '', U: '', V: '', P: '', W: '' },
    },
  },
  {
    path: '/v1/certificates',
    kind: 'cert',
    rows: 'certificates',
    id: 'thumbprint',
    seen: {
      operator: 'expired revoked suspended operator A K X R N C S T U V P W',
      ...{ A: 'A', K: 'K expired revoked', X: 'X', R: 'R', N: 'N', C: 'C', S: 'S', T: 'T', U: 'U', V: 'V', P: 'P' },
      W: 'W',
    },
  },
  {
    path: '/v1/clients',
    kind: 'client',
    rows: 'clients',
    id: 'id',
    seen: { operator: 'suspended operator A K X R N C S T U V P W' },
  },
  {
    path: '/v1/carriers',
    kind: 'client',
    rows: 'carriers',
    id: 'id',
    seen: Object.fromEntries(
      (['operator', 'A', 'K', 'X', 'R', 'N', 'C', 'S', 'T', 'U', 'V', 'P', 'W'] as const).map((who) => [
        who,
        'R N C S T U V P W',
      ]),
    ),
  },
];
