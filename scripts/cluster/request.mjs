// @ts-check
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';

/**
 * Sends one request over a connection of its own. Enough of the NATS protocol for that, so that the library needs no
 * package.
 * @param {number} port of the client listener on 127.0.0.1
 * @param {import('./accounts.mjs').Login} login
 * @param {string} subject
 * @param {unknown} [body] sent as JSON
 * @param {number} [timeoutMs] milliseconds, 5,000 unless told
 * @returns {Promise<any>} the first reply, parsed as JSON
 */
export function request(port, login, subject, body, timeoutMs = 5_000) {
  return new Promise((resolve, reject) => {
    const inbox = `${login.inboxPrefix ?? '_INBOX'}.${randomUUID()}`;
    const payload = body === undefined ? '' : JSON.stringify(body);
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(() => finish(new Error(`no reply to ${subject} within ${timeoutMs} ms`)), timeoutMs);

    /** @param {Error | { reply: unknown }} outcome */
    function finish(outcome) {
      clearTimeout(timer);
      socket.destroy();
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome.reply);
    }

    let received = Buffer.alloc(0);
    socket.on('error', finish);
    socket.on('close', () => finish(new Error(`the server closed the connection before replying to ${subject}`)));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const outcome = readReply(received, subject);
      if (outcome !== undefined) finish(outcome);
    });

    const hello = { user: login.user, pass: login.password, verbose: false, headers: true, no_responders: true };
    socket.write(
      `CONNECT ${JSON.stringify({ ...hello, lang: 'node', version: '1', protocol: 1 })}\r\n` +
        `SUB ${inbox} 1\r\nPUB ${subject} ${inbox} ${Buffer.byteLength(payload)}\r\n${payload}\r\n`,
    );
  });
}

/**
 * Looks for the reply in what has come so far.
 * @param {Buffer} received everything since the connection was opened
 * @param {string} subject for the error
 * @returns {Error | { reply: unknown } | undefined} undefined while it is not there in full
 */
function readReply(received, subject) {
  for (let start = 0; ;) {
    const end = received.indexOf('\r\n', start);
    if (end < 0) return undefined;
    const [verb, ...words] = received.toString('utf8', start, end).split(' ');
    if (verb === '-ERR') return new Error(`${subject}: the server says ${words.join(' ')}`);
    if (verb === 'HMSG') return new Error(`${subject}: nobody answers`);
    if (verb === 'MSG') {
      const size = Number(words.at(-1));
      if (received.length < end + 2 + size) return undefined;
      return { reply: JSON.parse(received.toString('utf8', end + 2, end + 2 + size)) };
    }
    start = end + 2;
  }
}
