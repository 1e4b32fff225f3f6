import { createServer, request as ask, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A web server before the console's own, which answers for this machine only. */
export interface Front {
  /** Without a slash at its end. */
  readonly url: string;
  /** To be told before the first request, because a page's address must be known to the servers before theirs to it. */
  leadTo(url: string): void;
  close(): Promise<void>;
}

/**
 * The console under another name, as a company's web server would have it: over plain http, or over https with a certificate.
 * @param host a name that the browser was told to find on this machine
 */
export async function startFront(
  host: string,
  certificate?: { readonly cert: string; readonly key: string },
): Promise<Front> {
  let target = '';
  const pass: RequestListener = (incoming, outgoing) => {
    ask(`${target}${incoming.url ?? '/'}`, { headers: { accept: incoming.headers.accept ?? '*/*' } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    }).end();
  };
  const server = certificate === undefined ? createServer(pass) : createSecureServer(certificate, pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://${host}:${String(port)}`,
    leadTo: (url) => {
      target = url;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
