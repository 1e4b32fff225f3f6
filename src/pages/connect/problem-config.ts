import type { ConnectProblemCode } from '../../engine/protocol';

/** What the page knows of itself. */
export interface PageFacts {
  /** Origin of this page, as the browser sends it to the server. */
  readonly origin: string;
  /** Page over https: the listener needs a certificate. */
  readonly secure: boolean;
  readonly inboxPrefix: string | null;
  /** First address that was tried. */
  readonly url: string;
}

/** The configuration that removes the cause; `null` where none would. */
export function problemConfig(code: ConnectProblemCode, page: PageFacts): string | null {
  switch (code) {
    case 'unreachable':
      return websocket(page);
    case 'mixedContent':
      return websocket({ ...page, secure: true });
    case 'wrongPassword':
    case 'notSystemAccount':
    case 'noReply':
      return systemAccount;
    case 'blockedByPolicy':
      return `{\n  "servers": [{ "name": "my cluster", "urls": [${JSON.stringify(page.url)}] }]\n}`;
    case 'expiredCredentials':
      return 'nsc edit user --account SYS --name admin --expiry 30d\nnsc generate creds --account SYS --name admin';
    case 'permissionsMissing':
      return permissions(page.inboxPrefix ?? '_INBOX');
    case 'jetstreamDisabled':
      return 'jetstream {\n  store_dir: /var/lib/nats\n}';
    case 'connectionLimit':
      return '# of a server\nmax_connections: 65536\n# of an account with a JWT\nnsc edit account --name SYS --conn -1';
    case 'invalidUrl':
    case 'badCredentials':
    case 'unreadable':
    case 'engineLost':
    case 'unknown':
      return null;
  }
}

function websocket({ origin, secure }: PageFacts): string {
  const tls = secure
    ? '  tls {\n    cert_file: /etc/nats/server.crt\n    key_file: /etc/nats/server.key\n  }'
    : '  no_tls: true  # only on loopback or behind a proxy that encrypts';
  return `websocket {\n  port: 8443\n${tls}\n  compression: true\n  allowed_origins: [${JSON.stringify(origin)}]\n}`;
}

const systemAccount = `accounts {
  SYS {
    users: [{ user: admin, password: "choose one" }]
  }
}
system_account: SYS`;

/** Reading and events. Nothing here changes anything. */
function permissions(inbox: string): string {
  return `permissions {
  publish: {
    allow: ["$SYS.REQ.SERVER.*.*", "$SYS.REQ.ACCOUNT.*.JSZ", "$SYS.REQ.USER.INFO"]
  }
  subscribe: {
    allow: ["${inbox}.>", "$SYS.SERVER.*.STATSZ", "$SYS.SERVER.*.SHUTDOWN",
            "$SYS.SERVER.*.LAMEDUCK", "$JS.EVENT.ADVISORY.>"]
  }
}`;
}
