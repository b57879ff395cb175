import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { TestCaller } from '../setup/caller.js';
import { MandateBody, World } from '../setup/world.js';

type Answer = MandateBody & { mandate?: string; errors?: { pointer: string }[] };

const problem = (code: string) => `urn:careplan:problem:${code}`;

describe('A mandate', () => {
  let world: World;
  let relay: TestCaller;
  let otherRelay: TestCaller;
  let offices = 0;

  beforeAll(async () => {
    world = await World.begin();
    relay = await world.carrier('relay', '伝送代行センター');
    otherRelay = await world.carrier('relay', '別の代行');
  });
  afterAll(() => world.end());

  const anOffice = () => world.office(`14${String(++offices).padStart(8, '0')}`, `事業所${offices}`);
  const propose = (caller: TestCaller, json: object, key = randomUUID()) =>
    world.api.post<Answer>('/v1/mandates', { caller, json, headers: { 'idempotency-key': key } });
  const act = (caller: TestCaller, id: string, deed: string, json: object = {}) =>
    world.api.post<Answer>(`/v1/mandates/${id}/${deed}`, { caller, json });
  const list = async (caller: TestCaller, query: Record<string, string | number> = {}) =>
    (await world.api.get<{ mandates: MandateBody[]; next: string | null }>('/v1/mandates', { caller, query })).body;
  const events = (id: string) =>
    world.gateway.database.query<{ kind: string; client_id: string | null; data: Record<string, unknown> }[]>(
      `SELECT kind, client_id, data FROM events WHERE data->>'mandate' = $1 ORDER BY settled_by, id`,
      [id],
    );
  const kinds = async (id: string) => (await events(id)).map(({ kind }) => kind);

  describe('comes about between two', () => {
    it('proposed by a carrier, accepted by the office; both see it, nobody else does', async () => {
      const office = await anOffice();
      const proposed = await propose(relay, { officeNumber: office.officeNumber, scopes: ['collect', 'send'] });
      expect(proposed.status).toBe(201);
      expect(proposed.headers.location).toBe(`/v1/mandates/${proposed.body.id}`);
      expect(proposed.body).toMatchObject({
        state: 'proposed',
        proposedBy: 'carrier',
        carrier: relay.clientId,
        carrierName: '伝送代行センター',
        carrierKind: 'relay',
        scopes: ['send', 'collect'],
        validUntil: null,
        evidence: null,
        acceptedAt: null,
      });
      const accepted = await act(office, proposed.body.id, 'acceptance');
      expect([accepted.status, accepted.body.state]).toEqual([200, 'active']);
      for (const caller of [relay, office, world.operator]) {
        const { body } = await world.api.get<MandateBody>(`/v1/mandates/${proposed.body.id}`, { caller });
        expect(body).toEqual(accepted.body);
        expect((await list(caller, { office: office.officeNumber })).mandates).toEqual([accepted.body]);
      }
      for (const caller of [otherRelay, world.a]) {
        const { status, body } = await world.api.get<Answer>(`/v1/mandates/${proposed.body.id}`, { caller });
        expect([status, body.type]).toEqual([404, problem('not-found')]);
        expect((await list(caller, { office: office.officeNumber })).mandates).toEqual([]);
      }
      expect(await events(proposed.body.id)).toMatchObject([
        { kind: 'mandate-proposed', client_id: relay.clientId, data: { by: 'carrier' } },
        { kind: 'mandate-accepted', client_id: office.clientId, data: { by: 'office' } },
      ]);
    });

    it('proposed by an office to a carrier that it found in the list', async () => {
      const office = await anOffice();
      const { body } = await world.api.get<{ carriers: { id: string; name: string }[] }>('/v1/carriers', {
        caller: office,
      });
      const found = body.carriers.find(({ name }) => name === '伝送代行センター');
      const proposed = await propose(office, { carrier: found?.id, scopes: ['send'] });
      expect(proposed.body).toMatchObject({ proposedBy: 'office', officeNumber: office.officeNumber });
      expect((await act(relay, proposed.body.id, 'acceptance')).body.state).toBe('active');
    });

    it('a repeated proposal gives the same mandate; the same key for other terms is refused', async () => {
      const { officeNumber } = await anOffice();
      const key = randomUUID();
      const first = await propose(relay, { officeNumber, scopes: ['send'] }, key);
      const again = await propose(relay, { officeNumber, scopes: ['send'] }, key);
      expect([again.status, again.body.id, again.headers['idempotency-replayed']]).toEqual([
        201,
        first.body.id,
        'true',
      ]);
      const other = await propose(relay, { officeNumber, scopes: ['send', 'recall'] }, key);
      expect(other.body.type).toBe(problem('idempotency-key-reused'));
    });

    it('an accepted proposal takes the place of the mandate before it', async () => {
      const office = await anOffice();
      const first = await world.mandate(relay, office, ['send']);
      const second = await world.mandate(relay, office, ['send', 'collect']);
      const { mandates } = await list(office);
      expect(mandates.map(({ id, state }) => [id, state])).toEqual([
        [first.id, 'revoked'],
        [second.id, 'active'],
      ]);
      expect((await events(first.id)).at(-1)).toMatchObject({
        kind: 'mandate-revoked',
        data: { replacedBy: second.id },
      });
    });

    it('does not take the place of one that another side suspended, nor before it begins', async () => {
      const office = await anOffice();
      const standing = await world.mandate(relay, office, ['send']);
      const validFrom = new Date(world.gateway.clock.now().getTime() + 3_600_000).toISOString();
      const later = await propose(relay, { officeNumber: office.officeNumber, scopes: ['send'], validFrom });
      const tooSoon = await act(office, later.body.id, 'acceptance');
      expect([tooSoon.status, tooSoon.body.type, tooSoon.body.mandate]).toEqual([
        409,
        problem('mandate-state'),
        standing.id,
      ]);
      await act(office, later.body.id, 'refusal');
      await act(world.operator, standing.id, 'suspension');
      const now = await propose(relay, { officeNumber: office.officeNumber, scopes: ['send'] });
      const refused = await act(office, now.body.id, 'acceptance');
      expect([refused.body.type, refused.body.state]).toEqual([problem('mandate-state'), 'suspended']);
      expect((await list(office)).mandates.map(({ state }) => state)).toEqual(['suspended', 'declined', 'proposed']);
    });

    it('two acceptances at once make one', async () => {
      const office = await anOffice();
      const terminal = await world.terminal(office);
      const { body } = await propose(relay, { officeNumber: office.officeNumber, scopes: ['send'] });
      const answers = await Promise.all([office, terminal].map((caller) => act(caller, body.id, 'acceptance')));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(await kinds(body.id)).toEqual(['mandate-proposed', 'mandate-accepted']);
    });
  });

  describe('of an office without a certificate', () => {
    it('is accepted by the operator, who names the document of consent', async () => {
      await world.importOffice('1470000001', '証明書のない事業所');
      const mandate = await world.mandate(relay, '1470000001', ['send']);
      expect(mandate).toMatchObject({ state: 'active', evidence: '委任状 1' });
      expect((await events(mandate.id)).at(-1)).toMatchObject({
        kind: 'mandate-accepted',
        client_id: world.operator.clientId,
        data: { by: 'operator', evidence: '委任状 1' },
      });
    });

    it('is not accepted by the operator without naming one', async () => {
      await world.importOffice('1470000002', '証明書のない事業所');
      const { body } = await propose(relay, { officeNumber: '1470000002', scopes: ['send'] });
      const answer = await act(world.operator, body.id, 'acceptance');
      expect([answer.status, answer.body.type, answer.body.errors?.[0]?.pointer]).toEqual([
        400,
        problem('request-invalid'),
        '/evidence',
      ]);
    });

    it('is nothing that the operator can give for an office that has a certificate', async () => {
      const office = await anOffice();
      const { body } = await propose(relay, { officeNumber: office.officeNumber, scopes: ['send'] });
      const answer = await act(world.operator, body.id, 'acceptance', { evidence: '委任状' });
      expect([answer.status, answer.body.type]).toEqual([409, problem('office-acts-itself')]);
    });

    it('is nothing that the operator can give by shutting the office out first', async () => {
      const office = await anOffice();
      const { body } = await propose(relay, { officeNumber: office.officeNumber, scopes: ['collect'] });
      await world.api.post(`/v1/clients/${office.clientId}/suspension`, { caller: world.operator, json: {} });
      const answer = await act(world.operator, body.id, 'acceptance', { evidence: '委任状' });
      expect([answer.status, answer.body.type]).toEqual([409, problem('office-acts-itself')]);
    });

    it('is nothing that the operator can accept for a carrier', async () => {
      const office = await anOffice();
      const { body } = await propose(office, { carrier: relay.clientId, scopes: ['send'] });
      const answer = await act(world.operator, body.id, 'acceptance', { evidence: '委任状' });
      expect([answer.status, answer.body.type]).toEqual([409, problem('office-acts-itself')]);
    });
  });

  describe('is refused', () => {
    it('acceptance by who proposed it', async () => {
      const office = await anOffice();
      const { body } = await propose(relay, { officeNumber: office.officeNumber, scopes: ['send'] });
      const answer = await act(relay, body.id, 'acceptance');
      expect([answer.status, answer.body.type]).toEqual([403, problem('mandate-other-side')]);
    });

    it('a document from anyone but the operator', async () => {
      const office = await anOffice();
      const { body } = await propose(relay, { officeNumber: office.officeNumber, scopes: ['send'] });
      const answer = await act(office, body.id, 'acceptance', { evidence: '委任状' });
      expect([answer.status, answer.body.type]).toEqual([400, problem('request-invalid')]);
    });

    it('a second proposal while one waits, which is named', async () => {
      const { officeNumber } = await anOffice();
      const first = await propose(relay, { officeNumber, scopes: ['send'] });
      const second = await propose(relay, { officeNumber, scopes: ['send', 'collect'] });
      expect([second.status, second.body.type, second.body.mandate]).toEqual([
        409,
        problem('mandate-open'),
        first.body.id,
      ]);
    });

    it('an office that is not in the directory', async () => {
      const answer = await propose(relay, { officeNumber: '9999999999', scopes: ['send'] });
      expect([answer.status, answer.body.type]).toEqual([422, problem('office-unknown')]);
    });

    it.each([
      ['nobody', () => '01955c2e-7c00-7000-8000-0000000000ff'],
      ['an office', () => world.k.clientId],
      ['the operator', () => world.operator.clientId],
    ])('a carrier that is %s', async (_, carrier) => {
      const office = await anOffice();
      const answer = await propose(office, { carrier: carrier(), scopes: ['send'] });
      expect([answer.status, answer.body.type]).toEqual([422, problem('carrier-unknown')]);
    });

    it.each<[string, () => [TestCaller, object], string]>([
      ['confirm without collect', () => [relay, { scopes: ['confirm'] }], '/scopes'],
      ['an end before now', () => [relay, { scopes: ['send'], validUntil: '2020-01-01T00:00:00Z' }], '/validUntil'],
      [
        'an end before its beginning',
        () => [relay, { scopes: ['send'], validFrom: '2027-02-01T00:00:00Z', validUntil: '2027-01-01T00:00:00Z' }],
        '/validUntil',
      ],
      ['no scope', () => [relay, { scopes: [] }], '/scopes'],
      ['an unknown scope', () => [relay, { scopes: ['read'] }], '/scopes/0'],
      ['a moment that is none', () => [relay, { scopes: ['send'], validFrom: 'soon' }], '/validFrom'],
      ['a leap second', () => [relay, { scopes: ['send'], validUntil: '2026-12-31T23:59:60Z' }], '/validUntil'],
      [
        'an offset without minutes',
        () => [relay, { scopes: ['send'], validFrom: '2026-12-01T00:00:00+09' }],
        '/validFrom',
      ],
      ['a day that there is not', () => [relay, { scopes: ['send'], validFrom: '2027-02-30T00:00:00Z' }], '/validFrom'],
    ])('%s', async (_, sent, pointer) => {
      const [caller, json] = sent();
      const answer = await propose(caller, { officeNumber: world.k.officeNumber, ...json });
      expect([answer.status, answer.body.type, answer.body.errors?.[0]?.pointer]).toEqual([
        400,
        problem('request-invalid'),
        pointer,
      ]);
    });

    it('an office that names an office, and a carrier that names a carrier', async () => {
      const byOffice = await propose(world.a, { officeNumber: world.a.officeNumber, scopes: ['send'] });
      expect(byOffice.body.errors?.[0]?.pointer).toBe('/carrier');
      const byCarrier = await propose(relay, { carrier: relay.clientId, scopes: ['send'] });
      expect(byCarrier.body.errors?.[0]?.pointer).toBe('/officeNumber');
    });

    it.each(['acceptance', 'refusal', 'suspension', 'resumption', 'revocation'])(
      '%s by a stranger, as if it were not there',
      async (deed) => {
        const office = await anOffice();
        const { id } = await world.mandate(relay, office);
        for (const caller of [otherRelay, world.a]) {
          const answer = await act(caller, id, deed);
          expect([answer.status, answer.body.type]).toEqual([404, problem('not-found')]);
        }
        expect((await act(relay, 'no-id', deed)).status).toBe(404);
      },
    );

    it.each([
      ['revoked', 'acceptance'],
      ['revoked', 'suspension'],
      ['revoked', 'resumption'],
      ['revoked', 'refusal'],
      ['declined', 'acceptance'],
      ['declined', 'revocation'],
      ['proposed', 'revocation'],
      ['proposed', 'suspension'],
    ])('what is %s has no %s', async (state, deed) => {
      const office = await anOffice();
      const { body } = await propose(relay, { officeNumber: office.officeNumber, scopes: ['send'] });
      if (state === 'declined') await act(office, body.id, 'refusal');
      if (state === 'revoked') {
        await act(office, body.id, 'acceptance');
        await act(relay, body.id, 'revocation');
      }
      const answer = await act(office, body.id, deed);
      expect([answer.status, answer.body.type, answer.body.state]).toEqual([409, problem('mandate-state'), state]);
    });
  });

  describe('ends and rests', () => {
    it('declined by the office, or withdrawn by who proposed it; repeating changes nothing', async () => {
      for (const by of ['office', 'carrier']) {
        const office = await anOffice();
        const { body } = await propose(relay, { officeNumber: office.officeNumber, scopes: ['send'] });
        const caller = by === 'office' ? office : relay;
        const [first, second] = [await act(caller, body.id, 'refusal'), await act(caller, body.id, 'refusal')];
        expect([first.body.state, second.body]).toEqual(['declined', first.body]);
        expect(await kinds(body.id)).toEqual(['mandate-proposed', 'mandate-declined']);
      }
    });

    it('suspended by both sides, it stands again when both have resumed', async () => {
      const office = await anOffice();
      const { id } = await world.mandate(relay, office);
      expect((await act(office, id, 'suspension')).body).toMatchObject({ state: 'suspended', suspendedBy: ['office'] });
      expect((await act(relay, id, 'suspension')).body.suspendedBy).toEqual(['office', 'carrier']);
      expect((await act(world.operator, id, 'suspension')).body.suspendedBy).toHaveLength(3);
      expect((await act(office, id, 'resumption')).body).toMatchObject({
        state: 'suspended',
        suspendedBy: ['carrier', 'operator'],
      });
      await act(relay, id, 'resumption');
      expect((await act(office, id, 'resumption')).body.state).toBe('suspended');
      expect((await act(world.operator, id, 'resumption')).body).toMatchObject({ state: 'active', suspendedBy: [] });
    });

    it('revoked by either side, for good; repeating changes nothing', async () => {
      const office = await anOffice();
      const { id } = await world.mandate(relay, office);
      const revoked = await act(relay, id, 'revocation');
      expect(revoked.body.state).toBe('revoked');
      expect((await act(office, id, 'revocation')).body).toEqual(revoked.body);
      expect((await kinds(id)).filter((kind) => kind === 'mandate-revoked')).toHaveLength(1);
    });
  });

  describe('runs out', () => {
    let now: Date;
    beforeEach(() => {
      now = world.gateway.clock.now();
    });
    const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();

    it('at its end it is expired, by the gateway, once', async () => {
      const office = await anOffice();
      const { id } = await world.mandate(relay, office, ['send'], { validUntil: inHours(1) });
      const lasting = await world.mandate(otherRelay, office, ['send']);
      world.gateway.clock.advance(3600);
      await Promise.all([world.gateway.sweep(), world.gateway.sweep()]);
      const states = (await list(office)).mandates.map((mandate) => [mandate.id, mandate.state]);
      expect(states).toEqual([
        [id, 'expired'],
        [lasting.id, 'active'],
      ]);
      expect((await events(id)).filter(({ kind }) => kind === 'mandate-expired')).toMatchObject([
        { client_id: null, data: { by: 'gateway' } },
      ]);
    });

    it('a proposal that nobody accepted in time cannot be accepted any more', async () => {
      const office = await anOffice();
      const terms = { officeNumber: office.officeNumber, scopes: ['send'], validUntil: inHours(1) };
      const { body } = await propose(relay, terms);
      world.gateway.clock.advance(3601);
      const answer = await act(office, body.id, 'acceptance');
      expect([answer.status, answer.body.type]).toEqual([409, problem('mandate-state')]);
    });
  });

  describe('in numbers', () => {
    interface Outcomes {
      outcomes: { officeNumber?: string; outcome?: string; mandate: MandateBody | null; problem?: string | null }[];
      errors?: { pointer: string }[];
      type?: string;
    }
    const numbers = Array.from({ length: 30 }, (_, n) => `15${String(n).padStart(8, '0')}`);
    let network: TestCaller;

    beforeAll(async () => {
      network = await world.carrier('network', '地域ネットワーク');
      await world.api.post('/v1/offices/import', {
        caller: world.operator,
        json: { offices: numbers.map((number) => ({ number, name: number, serviceTypes: ['11'] })) },
      });
    });

    const proposeAll = (mandates: object[]) =>
      world.api.post<Outcomes>('/v1/mandates/proposals', { caller: network, json: { mandates } });
    const members = (scopes: string[]) => numbers.map((officeNumber) => ({ officeNumber, scopes }));

    it('a network proposes to all its members at once, may repeat it, and learns what became of each', async () => {
      const sent = [...members(['send', 'collect']), { officeNumber: '9999999999', scopes: ['send'] }];
      const outcomes = async () => (await proposeAll(sent)).body.outcomes.map(({ outcome }) => outcome);
      expect(await outcomes()).toEqual([...numbers.map(() => 'proposed'), 'office-unknown']);
      expect(await outcomes()).toEqual([...numbers.map(() => 'unchanged'), 'office-unknown']);
      const [other] = (await proposeAll([{ officeNumber: numbers[0], scopes: ['send'] }])).body.outcomes;
      expect(other).toMatchObject({ outcome: 'open', mandate: { scopes: ['send', 'collect'] } });
    });

    it('two such calls at once leave one proposal each', async () => {
      const twice = await Promise.all([proposeAll(members(['send'])), proposeAll([...members(['send'])].reverse())]);
      expect(twice.map(({ status }) => status)).toEqual([200, 200]);
      const { mandates } = await list(network, { state: 'proposed', limit: 1000 });
      expect(new Set(mandates.map(({ officeNumber }) => officeNumber)).size).toBe(mandates.length);
    });

    it('the operator accepts by document, in one call, for those that cannot act themselves', async () => {
      const code = await world.codeFor('自ら接続', numbers[29]!);
      const { mandates } = await list(network, { state: 'proposed', limit: 1000 });
      const connected = await (await import('../setup/caller.js')).enrol(world.gateway, code);
      const { body } = await world.api.post<Outcomes>('/v1/mandates/acceptances', {
        caller: world.operator,
        json: { mandates: mandates.map(({ id }) => id), evidence: '加入者名簿 2026' },
      });
      expect(body.outcomes.filter(({ mandate }) => mandate?.state === 'active')).toHaveLength(29);
      expect(body.outcomes.filter(({ problem }) => problem)).toMatchObject([
        { problem: problem('office-acts-itself') },
      ]);
      const own = await list(connected, { state: 'proposed' });
      expect(own.mandates).toHaveLength(1);
    });

    it('pages of the list skip and repeat nothing', async () => {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: { mandates: MandateBody[]; next: string | null } = await list(network, {
          limit: 7,
          ...(cursor && { cursor }),
        });
        expect(page.mandates.length).toBeGreaterThan(0);
        seen.push(...page.mandates.map(({ id }) => id));
        cursor = page.next;
      }
      expect(seen).toEqual((await list(network, { limit: 1000 })).mandates.map(({ id }) => id));
      expect(new Set(seen).size).toBe(30);
    });

    it('an office named twice is refused with its place', async () => {
      const twice = [numbers[0], numbers[1], numbers[0]].map((officeNumber) => ({ officeNumber, scopes: ['send'] }));
      const { status, body } = await proposeAll(twice);
      expect([status, body.type, body.errors?.[0]?.pointer]).toEqual([
        422,
        problem('office-twice'),
        '/mandates/2/officeNumber',
      ]);
    });

    it('is nothing for an office to propose', async () => {
      const { status, body } = await world.api.post<Outcomes>('/v1/mandates/proposals', {
        caller: world.a,
        json: { mandates: members(['send']) },
      });
      expect([status, body.type]).toEqual([403, problem('not-allowed')]);
    });

    it('a carrier by anything but its id is refused', async () => {
      const query = { carrier: `urn:uuid:${network.clientId}` };
      const { status, body } = await world.api.get<Outcomes>('/v1/mandates', { caller: network, query });
      expect([status, body.type]).toEqual([400, problem('request-invalid')]);
    });

    it('a cursor that is none is refused', async () => {
      for (const cursor of ['x', Buffer.from('["x"]').toString('base64url'), Buffer.from('[]').toString('base64url')]) {
        const { status, body } = await world.api.get<Outcomes>('/v1/mandates', { caller: network, query: { cursor } });
        expect([status, body.type]).toEqual([400, problem('request-invalid')]);
      }
    });
  });
});
