import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unpackContent } from '../../src/sealing/content-package.js';
import { sha256Base64url } from '../../src/sealing/digest.js';
import { readManifest } from '../../src/sealing/manifest.js';
import { readStatementHeader, verifyStatement } from '../../src/sealing/statement.js';
import { TestCaller } from '../setup/caller.js';
import { Captured } from '../setup/captured.js';
import { tablesWith } from '../setup/traces.js';
import { Part } from '../setup/api.js';
import { anew, sampleUnit, SendChanges, uploadParts, World } from '../setup/world.js';

const slip = sampleUnit('applicable/202407/2-use-slip');
const message = '3月分の訂正です。\n介護花子様の4行目をご確認ください。';
const limits = { packageBytes: 1 << 24, totalBytes: 1 << 24, files: 50 };

describe('A message goes with a send (図表128)', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.begin({ environment: { LOG_LEVEL: 'error' } });
  });
  afterAll(() => world.end());

  async function opened(id: string, by: TestCaller = world.k) {
    return unpackContent((await world.collect(by, id)).content, limits);
  }

  /** What is uploaded may be another message than what was signed. */
  async function sendParts(signed: string | undefined, parts: readonly Part[], changes: SendChanges = {}) {
    const files = anew(slip);
    const manifest = await world.manifest(world.a, files, { message: signed, ...changes });
    const [first, ...others] = uploadParts(manifest, files);
    return world.upload(world.a, [first!, ...parts, ...others], changes);
  }
  const field = (content: string): Part => ({ name: 'message', content });

  it('sealed with the files, signed with them, and told only as being there', async () => {
    const sent = await world.send(world.a, anew(slip), { message });
    expect([sent.status, sent.body.hasMessage]).toEqual([201, true]);
    const content = await opened(sent.body.id);
    expect(content.message).toBe(message);
    const { certificate } = readStatementHeader(content.manifest, 'careplan-manifest+jws');
    const manifest = readManifest(await verifyStatement(content.manifest, 'careplan-manifest+jws', certificate));
    expect(manifest.messageSha256).toBe(sha256Base64url(message));
    const { body } = await world.api.get<{ hasMessage: boolean }>(`/v1/transmissions/${sent.body.id}`, {
      caller: world.k,
    });
    expect(body.hasMessage).toBe(true);
  });

  it('or none does', async () => {
    const sent = await world.send(world.a, anew(slip));
    expect([sent.status, sent.body.hasMessage]).toEqual([201, false]);
    expect((await opened(sent.body.id)).message).toBeUndefined();
  });

  it('also when the check is deferred, and when the unit is held first', async () => {
    const deferred = await world.send(world.a, anew(slip), { message, prefer: 'respond-async' });
    expect([deferred.status, deferred.body.hasMessage]).toEqual([202, true]);
    expect(await world.checked(world.a, deferred.body.id)).toMatchObject({ state: 'available', hasMessage: true });
    expect((await opened(deferred.body.id)).message).toBe(message);

    const held = await world.send(world.a, anew(slip), { message, query: { hold: 'true' } });
    expect(held.body).toMatchObject({ state: 'held', hasMessage: true });
    const released = await world.api.post(`/v1/transmissions/${held.body.id}/release`, { caller: world.a });
    expect(released.body).toMatchObject({ state: 'available', hasMessage: true });
    expect((await opened(held.body.id)).message).toBe(message);
  });

  it('in 500 characters, also of those that take four bytes, and as a part with a file name', async () => {
    const long = '𠮷'.repeat(500);
    const sent = await world.send(world.a, anew(slip), { message: long });
    expect((await opened(sent.body.id)).message).toBe(long);
    const asFile = await sendParts(long, [{ name: 'message', content: Buffer.from(long), fileName: 'message.txt' }]);
    expect((await opened(asFile.body.id)).message).toBe(long);
  });

  it('is refused where it is not what was signed, and then nothing is kept', async () => {
    await world.keepingNothing(async () => {
      for (const [signed, parts, reason] of [
        [message, [], 'missing'],
        [undefined, [field(message)], 'unsigned'],
        [message, [field(`${message}。`)], 'digest'],
      ] as const) {
        const { status, body } = await sendParts(signed, parts);
        expect([status, body]).toEqual([
          422,
          expect.objectContaining({ type: 'urn:careplan:problem:message-mismatch', reason }),
        ]);
      }
    });
  });

  it('is refused where it is too long, says nothing or is no text', async () => {
    await world.keepingNothing(async () => {
      const long = '𠮷'.repeat(501);
      for (const parts of [
        [field(long)],
        [field('a'.repeat(2_000_000))],
        [{ name: 'message', content: Buffer.from(long), fileName: 'message.txt' }],
      ]) {
        const { status, body } = await sendParts(long, parts);
        expect([status, body]).toEqual([
          422,
          expect.objectContaining({
            type: 'urn:careplan:problem:message-too-long',
            limit: 500,
            unit: 'characters',
          }),
        ]);
      }
      for (const [text, reason] of [
        ['', 'empty'],
        ['\u3000\n', 'empty'],
        ['\u0007', 'control-character'],
        ['a\u0000', 'control-character'],
      ] as const) {
        const { status, body } = await sendParts(text, [field(text)]);
        expect([status, body]).toEqual([
          422,
          expect.objectContaining({ type: 'urn:careplan:problem:message-refused', reason }),
        ]);
      }
      const broken = { name: 'message', content: Buffer.from([0xe3, 0x81]), fileName: 'message.txt' };
      expect((await sendParts(message, [broken])).body).toMatchObject({ reason: 'encoding' });
    });
  });

  it('is refused behind the files, or twice', async () => {
    const files = anew(slip);
    const manifest = await world.manifest(world.a, files, { message });
    const parts = uploadParts(manifest, files, message);
    for (const given of [
      [...parts, field(message)],
      [parts[0]!, field(message), field(message), ...parts.slice(2)],
    ])
      expect((await world.upload(world.a, given)).body.type).toBe('urn:careplan:problem:upload-malformed');
  });

  it('is not promised with a batch, which may be for many', async () => {
    const files = anew(slip);
    const parts = uploadParts(await world.manifest(world.a, files, { message }), files);
    const headers = { 'idempotency-key': randomUUID() };
    const { status, body } = await world.api.post('/v1/batches', { caller: world.a, parts, headers });
    expect([status, body]).toEqual([
      422,
      expect.objectContaining({ type: 'urn:careplan:problem:manifest-refused', reason: 'message' }),
    ]);
  });

  it('does not make another unit of the same files', async () => {
    const files = anew(slip);
    const first = await world.send(world.a, files, { message });
    const again = await world.send(world.a, files, { message: '別の連絡' });
    expect([again.status, again.body.duplicateOf]).toEqual([200, first.body.id]);
    expect((await opened(first.body.id)).message).toBe(message);
  });

  it('rests nowhere as it is, and no log tells it', async () => {
    const trace = '花子様の4行目';
    const { database } = world.gateway;
    const captured = new Captured();
    captured.start();
    try {
      // A failure of our own is what a log tells most of.
      await database.query('ALTER TABLE unit_keys RENAME TO unit_keys_away');
      expect((await world.send(world.a, anew(slip), { message })).status).toBe(500);
      await database.query('ALTER TABLE unit_keys_away RENAME TO unit_keys');
      await world.send(world.a, anew(slip), { message, prefer: 'respond-async' });
      await world.send(world.a, anew(slip), { message, query: { hold: 'true' } });
      await world.send(world.a, anew(slip).slice(1), { message });
      await sendParts(message, [field(`${message}。`)]);
    } finally {
      captured.stop();
    }
    const accepted = await world.send(world.a, anew(slip), { message });
    expect((await opened(accepted.body.id)).message).toContain(trace);
    expect(await tablesWith(database, [trace])).toEqual([]);
    const log = captured.take();
    expect(log).toContain('42P01');
    expect(log).not.toContain(trace);
  });

  it('and would be found in any form', async () => {
    const { database } = world.gateway;
    const trace = '花子様の4行目';
    for (const rest of [trace, JSON.stringify({ trace }), Buffer.from(`#${trace}`).toString('base64url')]) {
      await database.query('CREATE TABLE trace AS SELECT $1::text AS rest', [rest]);
      expect(await tablesWith(database, [trace])).toEqual(['trace']);
      await database.query('DROP TABLE trace');
    }
    await database.query('CREATE TABLE trace AS SELECT $1::bytea AS rest', [Buffer.from(`zip ${trace}`)]);
    expect(await tablesWith(database, [trace])).toEqual(['trace']);
    await database.query('DROP TABLE trace');
  });
});
