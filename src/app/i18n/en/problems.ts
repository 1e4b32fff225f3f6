/** Why a connection failed: words, reason, next step. By the codes of the engine. */
export default {
  connect: {
    invalidUrl: {
      title: 'This is not an address of a NATS WebSocket listener',
      why: 'It begins with ws:// or wss:// and has no user or password in it, for example wss://nats.example.com:443.',
      next: 'Correct the address. The port is the one of the websocket block, not 4222.',
    },
    mixedContent: {
      title: 'The browser does not allow an unencrypted connection from this page',
      why: 'This page came over https, and browsers refuse ws:// from such pages.',
      next: 'Use wss://, which needs a certificate in the websocket block.',
    },
    blockedByPolicy: {
      title: 'The policy of this page forbids that address',
      why: 'The server of this page names in connect-src the addresses that may be connected to, and this is not one of them.',
      next: 'Add the address to config.json of this installation (its server derives the policy from it), then load the page again.',
    },
    unreachable: {
      title: 'Nothing answered at {{url}}',
      why: 'Browsers do not tell why. Usual reasons: no websocket block in the server configuration, another port, a firewall, a certificate the browser does not trust, or the server does not admit this page as an origin.',
      next: 'Check address and port, open the https:// form of a wss:// address in a tab to see its certificate, and admit this page in the server configuration:',
    },
    wrongPassword: {
      title: 'The server refused this login',
      why: 'User, password, token or key is not the one the server knows, or it may not use WebSocket connections (allowed_connection_types).',
      next: 'Check the login. A user of the system account is defined like this:',
    },
    badCredentials: {
      title: 'These credentials cannot be read',
      why: 'A credentials file has a JWT block and a seed block; a user seed begins with SU.',
      next: 'Paste the whole file as nsc or nk wrote it.',
    },
    expiredCredentials: {
      title: 'These credentials have expired',
      why: 'The user JWT was valid for a limited time only.',
      next: 'Have a new one issued, for example:',
    },
    notSystemAccount: {
      title: 'This login is not in the system account',
      why: 'The connection works, but requests about servers are answered to the system account only, or to an account that imports them.',
      next: 'Log in as a user of the system account:',
    },
    permissionsMissing: {
      title: 'This login may not ask what the console needs',
      why: 'The server refused requests of the console or the replies to them.',
      next: 'Allow at least these subjects to the user, with the inbox prefix that is set here:',
    },
    jetstreamDisabled: {
      title: 'No server has JetStream enabled',
      why: 'The servers answer, but none of them takes part in a JetStream meta group.',
      next: 'Enable it in the server configuration:',
    },
    unreadable: {
      title: 'The servers answer in a form that cannot be read',
      why: 'The login works, but no answer about JetStream has the form that this console knows. The servers may be much newer than it, or something between changes what they say.',
      next: 'Look for a newer version of Conclave, and report the text above with the version of the servers.',
    },
    connectionLimit: {
      title: 'The server admits no more connections',
      why: 'A limit of the server, account or user on connections has been reached.',
      next: 'Close other connections of this login, or raise the limit:',
    },
    noReply: {
      title: 'Connected, but no server answers',
      why: 'The login was accepted and the requests of the console got no reply in time.',
      next: 'If the server is busy or just starting, try again. Otherwise the login lacks access to the system account:',
    },
    engineLost: {
      title: 'The engine of this page did not answer',
      why: 'The part of this page that holds the connection failed or could not be loaded.',
      next: 'Try again; if it stays, load the page again.',
    },
    unknown: {
      title: 'The connection failed',
      why: 'The server or the browser gave no reason that the console knows.',
      next: 'The text below is what it said.',
    },
  },
} as const;
