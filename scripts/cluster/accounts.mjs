// @ts-check
import { randomBytes } from 'node:crypto';
import { isAtLeast } from './version.mjs';

/**
 * @typedef {object} Login
 * @property {string} user
 * @property {string} password
 * @property {string} [inboxPrefix] present when the user may subscribe to replies under this prefix only
 */

/**
 * @typedef {object} Logins
 * @property {Login} admin in `$SYS`, unrestricted
 * @property {Login} observer in `MON`, reads through WebSocket only (absent below 2.10: see `usesImports`)
 * @property {Login} orders in `ORDERS`, unrestricted
 * @property {Login} app in `APP`, unrestricted
 */

/** @typedef {keyof Logins} LoginName */

/**
 * @typedef {object} Accounts
 * @property {string} text the `accounts` block with `system_account`
 * @property {string} [leafText] the same for leaf nodes, where it differs
 * @property {Logins} logins
 */

const JETSTREAM_ACCOUNTS = ['APP', 'ORDERS'];

/** What the observer may ask of servers. CONNZ and SUBSZ are left out: they show other users' addresses and inboxes. */
const OBSERVER_REQUESTS = [
  ...['VARZ', 'JSZ', 'STATSZ', 'HEALTHZ', 'ROUTEZ', 'GATEWAYZ', 'LEAFZ', 'RAFTZ', 'IPQUEUESZ', 'ACCOUNTZ', 'IDZ'].map(
    (request) => `$SYS.REQ.SERVER.*.${request}`,
  ),
  '$SYS.REQ.ACCOUNT.*.JSZ',
];

/** What the observer hears. */
const OBSERVER_EVENTS = [
  '$SYS.SERVER.*.STATSZ',
  '$SYS.SERVER.*.SHUTDOWN',
  '$SYS.SERVER.*.LAMEDUCK',
  '$JS.EVENT.ADVISORY.DOMAIN.LEADER_ELECTED',
  '$JS.EVENT.ADVISORY.STREAM.LEADER_ELECTED.>',
  '$JS.EVENT.ADVISORY.STREAM.QUORUM_LOST.>',
  '$JS.EVENT.ADVISORY.CONSUMER.LEADER_ELECTED.>',
  '$JS.EVENT.ADVISORY.CONSUMER.QUORUM_LOST.>',
  '$JS.EVENT.ADVISORY.SERVER.REMOVED',
];

/**
 * @param {string} version such as `2.15.1`
 * @returns {boolean} whether this server can import into `$SYS`. 2.9 takes it for a cycle and does not start, and there
 *   an observer in an account of its own would not be held by it either
 */
export function usesImports(version) {
  return isAtLeast(version, 2, 10);
}

/**
 * The accounts of the demo: `$SYS` that administers `ORDERS` and `APP` through imports, and `MON` for observers.
 * @param {string} version of the servers, such as `2.15.1`
 * @param {Partial<Record<LoginName, string>>} [passwords] random ones are made for those left out
 * @returns {Accounts}
 */
export function demoAccounts(version, passwords = {}) {
  /** @param {LoginName} name */
  const password = (name) => passwords[name] ?? randomBytes(18).toString('base64url');
  /** @type {Logins} */
  const logins = {
    admin: { user: 'admin', password: password('admin') },
    observer: { user: 'wall', password: password('observer'), inboxPrefix: '_INBOX_wall' },
    orders: { user: 'orders', password: password('orders') },
    app: { user: 'app', password: password('app') },
  };
  const imports = usesImports(version);
  // A leaf node shares `$SYS` with the servers that it hangs on. Were its own JetStream accounts imported there, too, it would
  // answer each request to theirs a second time.
  return { text: accountsText(logins, imports, imports), leafText: accountsText(logins, imports, false), logins };
}

/**
 * @param {Logins} logins
 * @param {boolean} hasObserver
 * @param {boolean} isAdministered whether `$SYS` imports the JetStream accounts
 */
function accountsText(logins, hasObserver, isAdministered) {
  const blocks = [
    systemAccount(logins.admin, hasObserver, isAdministered),
    jetStreamAccount('APP', logins.app, isAdministered),
    jetStreamAccount('ORDERS', logins.orders, isAdministered),
    ...(hasObserver ? [monitorAccount(logins.observer)] : []),
  ];
  return `accounts {\n${blocks.join('\n')}\n}\nsystem_account: "$SYS"\n`;
}

/**
 * @param {Login} admin
 * @param {boolean} hasObserver
 * @param {boolean} isAdministered
 */
function systemAccount(admin, hasObserver, isAdministered) {
  const parts = [`users: [ ${user(admin)} ]`];
  if (isAdministered) parts.push(list('imports', JETSTREAM_ACCOUNTS.flatMap(accountImports)));
  if (hasObserver) {
    parts.push(list('exports', [...OBSERVER_REQUESTS.map(serviceToMon), ...OBSERVER_EVENTS.map(streamToMon)]));
  }
  return block('"$SYS"', parts);
}

/** @param {string} account */
const accountImports = (account) => [
  `{ service: { account: ${account}, subject: "$JS.API.>" }, to: "${account}.$JS.API.>" }`,
  `{ stream: { account: ${account}, subject: "$JS.EVENT.ADVISORY.>" }, to: "${account}.$JS.EVENT.ADVISORY.>" }`,
];

/** @param {string} subject */
const serviceToMon = (subject) => `{ service: "${subject}", response_type: stream, accounts: [MON] }`;

/** @param {string} subject */
const streamToMon = (subject) => `{ stream: "${subject}", accounts: [MON] }`;

/**
 * @param {string} name
 * @param {Login} login
 * @param {boolean} isAdministered
 */
function jetStreamAccount(name, login, isAdministered) {
  const parts = ['jetstream: enabled', `users: [ ${user(login)} ]`];
  if (isAdministered) {
    parts.push(
      list('exports', [
        '{ service: "$JS.API.>", response_type: stream, accounts: ["$SYS"] }',
        '{ stream: "$JS.EVENT.ADVISORY.>", accounts: ["$SYS"] }',
      ]),
    );
  }
  return block(name, parts);
}

/** @param {Login} observer */
function monitorAccount(observer) {
  const publish = quoted(['$SYS.REQ.SERVER.*.*', '$SYS.REQ.ACCOUNT.*.JSZ', '$SYS.REQ.USER.INFO']);
  const subscribe = quoted([`${observer.inboxPrefix}.>`, ...OBSERVER_EVENTS]);
  const rights = `permissions: { publish: { allow: [${publish}] }, subscribe: { allow: [${subscribe}] } }`;
  return block('MON', [
    list('imports', [
      ...OBSERVER_REQUESTS.map((subject) => `{ service: { account: "$SYS", subject: "${subject}" } }`),
      ...OBSERVER_EVENTS.map((subject) => `{ stream: { account: "$SYS", subject: "${subject}" } }`),
    ]),
    `users: [ ${user(observer, `, allowed_connection_types: [WEBSOCKET], ${rights}`)} ]`,
  ]);
}

/**
 * @param {Login} login
 * @param {string} [more]
 */
const user = (login, more = '') => `{ user: "${login.user}", password: "${login.password}"${more} }`;

/** @param {string[]} subjects */
const quoted = (subjects) => subjects.map((subject) => `"${subject}"`).join(', ');

/**
 * @param {string} name
 * @param {string[]} items
 */
const list = (name, items) => `${name}: [\n      ${items.join('\n      ')}\n    ]`;

/**
 * @param {string} name
 * @param {string[]} parts
 */
const block = (name, parts) => `  ${name} {\n    ${parts.join('\n    ')}\n  }`;
