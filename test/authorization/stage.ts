import { Distributor } from '../../src/notification/feed/distributor.js';
import { QueueDue } from '../../src/notification/subscriptions/queue-due.js';
import { JobQueues } from '../../src/queue/job-queue.js';
import { Answer } from '../setup/api.js';
import { distributed } from '../setup/webhooks.js';
import { World } from '../setup/world.js';
import { Actor, enrolCast, giveTokens, Who } from './cast.js';
import { Outcome } from './table.js';
import { noMailServer, testAll } from './subscriptions.js';
import { Tables } from './tables.js';
import { makeResources, Resources } from './resources.js';

/** One world, in which every cell begins with the very same state. */
export interface Stage {
  readonly world: World;
  readonly actors: Readonly<Record<Who, Actor>>;
  readonly resources: Resources;
  readonly tables: Tables;
}

export async function setStage(): Promise<Stage> {
  const world = await World.begin({ environment: noMailServer });
  const callers = await enrolCast(world);
  const resources = await makeResources(world, callers);
  await distributeForGood(world);
  await testAll(world, callers, resources);
  const actors = await giveTokens(world, callers);
  const tables = await Tables.keep(world.gateway.database);
  return { world, actors, resources, tables };
}

/** Whoever may know of what happened does; from now on nobody works behind the cells. */
async function distributeForGood({ gateway }: World): Promise<void> {
  const { app } = gateway;
  const distributor = app.get(Distributor, { strict: false });
  await distributor.onModuleDestroy();
  // Whoever else uses the database cluster at this moment may keep the log unsettled for a while.
  await distributed(gateway, () => distributor.run());
  await app.get(QueueDue, { strict: false }).onModuleDestroy();
  await app.get(JobQueues, { strict: false }).close();
}

/** What came of a call: its outcome, and all that the caller was told, but for the number of the request. */
export interface Told {
  readonly outcome: Outcome;
  readonly text: string;
}

/** A refusal as the whole answer, or of one item of a bulk operation. */
export function told({ status, body, headers, bytes }: Answer): Told {
  const names = Object.keys(headers).sort().join(' ');
  if (status < 300) return { outcome: 'done', text: `${status} ${names}\n${bytes.toString('latin1')}` };
  const { requestId, ...problem } = body;
  if (typeof requestId !== 'string') throw new Error(`${status} without a requestId`);
  const naming = problem['transmission'] === undefined ? '' : ', naming it';
  return {
    outcome: `${status} ${codeOf(problem['type'])}${naming}` as Outcome,
    text: `${status} ${names}\n${JSON.stringify(problem)}`,
  };
}

export function codeOf(type: unknown): string {
  return String(type).replace('urn:careplan:problem:', '');
}
