import { FastifyInstance } from 'fastify';

/**
 * A stop ends idle connections and waits for requests under way. The answer to such a one ends its connection: kept alive,
 * it would hold up the stop for as long as an idle connection may live.
 */
export function endConnectionsAtStop(fastify: FastifyInstance): void {
  let isStopping = false;
  fastify.addHook('preClose', async () => {
    isStopping = true;
  });
  fastify.addHook('onSend', async (_, reply, payload) => {
    if (isStopping) reply.header('connection', 'close');
    return payload;
  });
}
