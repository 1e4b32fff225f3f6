import { err, ok, type Result } from '../lib/result';
import { checkUrl, surroundings } from './address';
import { Keeper } from './keeper';
import { prepareLogin } from './login';
import { natsDial } from './nats-dial';
import { Session } from './session';
import { isToken } from './subject';
import type { Clock, ConnectOptions, LinkProblem, Transport } from './transport';

/**
 * Connects to the first URL that answers and logs in; after that the transport reconnects by itself, for ever. Each URL
 * is tried once: what fails here is for the operator to see. The client library is loaded by the first call.
 */
export async function connectTransport(
  options: ConnectOptions,
  clock: Clock,
  signal: AbortSignal,
): Promise<Result<Transport, LinkProblem>> {
  const urls = checkUrls(options.urls);
  if (!urls.ok) return urls;
  const inboxPrefix = (options.inboxPrefix ?? '_INBOX').split('.');
  if (!inboxPrefix.every(isToken)) return err({ code: 'unknown', url: null, detail: 'not a prefix of inboxes' });
  const nats = await import('nats.ws');
  const login = prepareLogin(nats, options.credentials);
  if (!login.ok) return login;
  const keeper = new Keeper({
    urls: urls.value,
    dial: natsDial({ nats, login: login.value, clock, inboxPrefix: options.inboxPrefix }),
    clock,
    dialTimeoutMs: options.dialTimeoutMs ?? 2000,
    pingIntervalMs: options.pingIntervalMs ?? 10_000,
  });
  const session = new Session({
    keeper,
    clock,
    inboxPrefix,
    maxReplyBytes: options.maxReplyBytes ?? 64 * 1024 * 1024,
  });
  const abort = () => session.close();
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  const opened = await keeper.open();
  signal.removeEventListener('abort', abort);
  return opened.ok ? ok(session) : opened;
}

function checkUrls(texts: readonly string[]): Result<readonly string[], LinkProblem> {
  const urls: string[] = [];
  for (const text of texts) {
    const checked = checkUrl(text, surroundings());
    if (!checked.ok) return checked;
    urls.push(checked.value);
  }
  return urls.length === 0 ? err({ code: 'invalidUrl', url: null, detail: 'no URL' }) : ok(urls);
}
