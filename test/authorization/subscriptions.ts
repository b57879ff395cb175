import { Config } from '../../src/config/config.js';
import { linkSecret } from '../../src/notification/mail/mail-channel.js';
import { TestCaller } from '../setup/caller.js';
import { subscribed } from '../setup/webhooks.js';
import { World } from '../setup/world.js';
import { Callers } from './cast.js';
import { Resources } from './resources.js';

/** Nobody listens there: the matrix is about who may, not about who is reached. */
export const noMailServer = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'careplan@gateway.example' };

/** Webhooks of both offices and of R, and the secrets of a feed and of a mail of K. They are told of nothing here. */
export async function subscribeAll(world: World, { R }: Callers, resources: Resources): Promise<void> {
  const kinds = ['transmission-recalled'];
  for (const [name, caller] of [
    ['ofA', world.a],
    ['ofK', world.k],
    ['ofR', R],
  ] as const) {
    resources.add(
      `subscription:${name}`,
      (await subscribed(world, caller, { url: 'https://hook.example/', kinds })).id,
    );
  }
  const feed = await subscribed(world, world.k, { channel: 'atom', kinds });
  resources.add('subscription:feedK', feed.id);
  resources.add('feed:ofK', await feedSecret(world, world.k, feed.id));
  const mail = await subscribed(world, world.k, { channel: 'mail', address: 'k@office.example', kinds });
  resources.add('subscription:mailK', mail.id);
  resources.add('mail:ofK', await mailSecret(world, mail.id));
}

/** A delivery of each webhook, once nobody delivers any more. */
export async function testAll(world: World, { R }: Callers, resources: Resources): Promise<void> {
  for (const [name, caller] of [
    ['ofA', world.a],
    ['ofK', world.k],
    ['ofR', R],
  ] as const) {
    const id = resources.id(`subscription:${name}`);
    const { body } = await world.api.post<{ event: string }>(`/v1/subscriptions/${id}/test`, { caller });
    resources.add(`event:${id}`, body.event);
  }
}

async function feedSecret(world: World, caller: TestCaller, id: string): Promise<string> {
  const { body } = await world.api.get<{ feed: string }>(`/v1/subscriptions/${id}/secret`, { caller });
  return /feeds\/([^/]+)\//.exec(body.feed)![1]!;
}

async function mailSecret({ gateway: { app, database } }: World, id: string): Promise<string> {
  const [row] = await database.query<{ secrets: Buffer }[]>('SELECT secrets FROM subscriptions WHERE id = $1', [id]);
  return linkSecret(id, row!.secrets, app.get(Config));
}
