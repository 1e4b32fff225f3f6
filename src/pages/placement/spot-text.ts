import {
  accountId,
  consumerName,
  domainName,
  serverName,
  streamKey,
  streamName,
  streamPlace,
  type StreamKey,
} from '../../domain/ids';
import type { Spot } from '../../widgets/placement/spot';

/** A cell as an address holds it: `n1/APP/ORDERS`, then a consumer and the domain where there are any. */
export function spotText(spot: Spot | null): string {
  if (spot === null) return '';
  const { domain, account, name } = streamPlace(spot.stream);
  return joined([spot.server, account, name, spot.consumer ?? '', domain]);
}

/** What {@link spotText} wrote, or somebody by hand; `null`: no cell. */
export function spotOf(text: string): Spot | null {
  const [server = '', account = '', name = '', consumer = '', domain = ''] = parted(text);
  if (server === '' || account === '' || name === '') return null;
  return {
    stream: streamKey(domainName(domain), accountId(account), streamName(name)),
    consumer: consumer === '' ? null : consumerName(consumer),
    server: serverName(server),
  };
}

/** A stream as an address holds it: `APP/ORDERS`, then the domain where there is one. */
export function streamText(key: StreamKey | null): string {
  if (key === null) return '';
  const { domain, account, name } = streamPlace(key);
  return joined([account, name, domain]);
}

export function streamOf(text: string): StreamKey | null {
  const [account = '', name = '', domain = ''] = parted(text);
  return account === '' || name === '' ? null : streamKey(domainName(domain), accountId(account), streamName(name));
}

/** Names may hold a slash. Empty parts at the end are left out. */
function joined(parts: readonly string[]): string {
  const text = parts.map((part) => part.replace(/[%/]/g, encodeURIComponent)).join('/');
  return text.replace(/\/+$/, '');
}

const parted = (text: string) => text.split('/').map((part) => part.replace(/%2F/gi, '/').replace(/%25/g, '%'));
