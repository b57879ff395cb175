import { randomUUID } from 'node:crypto';
import { TestCaller } from '../setup/caller.js';
import { serviceOffice, World } from '../setup/world.js';

/** Everybody who calls, in the order of the table's columns. */
export const cast = [
  'nobody',
  'expired',
  'revoked',
  'suspended',
  'operator',
  'A',
  'K',
  'X',
  'R',
  'N',
  'C',
  'S',
  'T',
  'U',
  'V',
  'P',
  'W',
] as const;
export type Who = (typeof cast)[number];

/** Who it is, in a sentence. The four without a good token are of K's own software, which the token alone keeps out. */
export const people: Readonly<Record<Who, string>> = {
  nobody: 'nobody, without a token',
  expired: 'a terminal of K with an expired token',
  revoked: 'a terminal of K with a revoked certificate',
  suspended: 'a suspended client of K',
  operator: 'the operator',
  A: 'office A, the care manager',
  K: 'office K, the service office',
  X: 'office X, a stranger',
  R: 'relay R, which sends for A, and collects and confirms for K',
  N: 'network N, which may do everything for K',
  C: 'relay C, which may collect for K, no more',
  S: 'relay S, which may send for K, no more',
  T: 'relay T, whose mandates of A and K are suspended',
  U: 'relay U, whose mandates of A and K were revoked',
  V: 'relay V, whose mandates of A and K have run out',
  P: 'relay P, whose mandates are only proposed',
  W: 'relay W, a stranger',
};

export interface Actor {
  readonly kind: 'operator' | 'office' | 'carrier';
  /** Signs its statements. */
  readonly signer: TestCaller;
  /** What it sends as its bearer token. */
  readonly token: string | null;
}

export type Callers = Readonly<Record<Who, TestCaller>>;

/** A service office of the directory without any software. */
export const paperOffice = '1370000078';
/** One that no mandate was ever proposed for. */
export const lonelyOffice = '1370000086';

/** Enrols them; `nobody` holds what K's software signs with, and no token. */
export async function enrolCast(world: World): Promise<Callers> {
  await world.importOffice(paperOffice, '紙の事業所');
  await world.importOffice(lonelyOffice, '独立の事業所');
  const relay = (letter: string): Promise<TestCaller> => world.carrier('relay', `代行${letter}社`);
  return {
    nobody: world.k,
    expired: await world.terminal(world.k),
    revoked: await world.terminal(world.k),
    suspended: await world.office(serviceOffice, 'K事業所'),
    operator: world.operator,
    A: world.a,
    K: world.k,
    X: await world.office('1370000069', 'X事業所'),
    R: await relay('R'),
    N: await world.carrier('network', '地域網N'),
    C: await relay('C'),
    S: await relay('S'),
    T: await relay('T'),
    U: await relay('U'),
    V: await relay('V'),
    P: await relay('P'),
    W: await relay('W'),
  };
}

/** Everybody's token, and then the end of what keeps three of them in: each had a good one just before. */
export async function giveTokens(world: World, callers: Callers): Promise<Readonly<Record<Who, Actor>>> {
  const expired = await callers.expired.token();
  world.gateway.clock.advance(600);
  const actors = {} as Record<Who, Actor>;
  for (const who of cast) {
    const signer = callers[who];
    const token = who === 'nobody' ? null : who === 'expired' ? expired : await signer.token();
    const kind = who === 'operator' ? 'operator' : signer.officeNumber === '' ? 'carrier' : 'office';
    actors[who] = { kind, signer, token };
  }
  await world.endCertificate(callers.revoked, 'revoked');
  const path = `/v1/clients/${callers.suspended.clientId}/suspension`;
  await world.api.post(path, { caller: world.operator, headers: { 'idempotency-key': randomUUID() } });
  return actors;
}
