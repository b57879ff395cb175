import multipart from '@fastify/multipart';
import { fastify } from 'fastify';

/**
 * The floor of a send over HTTP: the same adapter takes the same upload apart and answers, and does nothing else.
 * Prints its address on a line of its own.
 */
const app = fastify();
await app.register(multipart);
app.post('/upload', async (request, reply) => {
  let bytes = 0;
  for await (const part of request.parts()) {
    if (part.type === 'file') for await (const chunk of part.file) bytes += (chunk as Buffer).length;
  }
  return reply.status(201).send({ bytes });
});
const url = await app.listen({ port: Number(process.env.HTTP_PORT ?? 0), host: '127.0.0.1' });
process.stdout.write(`${url}\n`);
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
