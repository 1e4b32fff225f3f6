// @ts-check
/**
 * Takes what waits for a consumer, and acknowledges it.
 * @param {import('nats.ws').NatsConnection} connection
 * @param {string} stream
 * @param {string} consumer
 * @param {number} batch messages, at most
 * @returns {Promise<{ answered: boolean, last: number }>} whether the consumer is there, and the sequence in the stream of the
 *   last message; 0: nothing waited. May also reject when the consumer is gone
 */
export async function readBatch(connection, stream, consumer, batch) {
  const request = new TextEncoder().encode(JSON.stringify({ batch, no_wait: true }));
  const replies = await connection.requestMany(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, request, {
    strategy: /** @type {any} */ ('count'),
    maxMessages: batch,
    maxWait: 500,
    // Messages come under the subject they were published on: the shared inbox of all requests would not know them.
    noMux: true,
  });
  let last = 0;
  let answered = false;
  for await (const message of replies) {
    answered = true;
    // Without one it is a status: nothing more waits.
    if (!message.reply) break;
    last = streamSequence(message.reply);
    message.respond();
  }
  return { answered, last };
}

/**
 * @param {string} reply `$JS.ACK.<stream>.<consumer>.<deliveries>.<sequence in the stream>.…`, or with domain and account
 *   before the stream
 */
function streamSequence(reply) {
  const tokens = reply.split('.');
  return Number(tokens.length > 9 ? tokens[7] : tokens[5]);
}
