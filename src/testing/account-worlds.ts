import { encodeAccount, encodeOperator, encodeUser, fmtCreds } from '@nats-io/jwt';
import { createAccount, createOperator, createUser, type KeyPair } from '@nats-io/nkeys';
import type { Accounts } from '../../scripts/cluster/accounts.mjs';
import type { Credentials } from '../domain/access/credentials';
import { anonymousFix } from '../domain/access/snippet';

/** Servers of which the system account imports one JetStream account, and not the other. */
export interface AccountWorld {
  readonly accounts: Accounts;
  /** Of a user of the system account. */
  readonly system: Credentials;
  /** Of users of the accounts, by name. */
  readonly of: Readonly<Record<'IMPORTED' | 'ORDERS', Credentials>>;
  /** What the servers call the accounts. */
  readonly ids: Readonly<Record<'IMPORTED' | 'ORDERS', string>>;
}

const nobody = { user: 'none', password: 'none' };

type Login = Accounts['logins']['admin'];

function loginsOf(admin: Login, orders: Login = nobody): Accounts['logins'] {
  return { admin, observer: nobody, orders, app: nobody };
}

const password = (user: string) => ({ kind: 'password', user, password: `of-${user}-in-this-test` }) as const;

/** Accounts in a configuration file. */
export function configuredAccounts(): AccountWorld {
  const [system, imported, orders] = [password('admin'), password('imported'), password('orders')];
  const users = (login: ReturnType<typeof password>) =>
    `users: [ { user: "${login.user}", password: "${login.password}" } ]`;
  return {
    accounts: {
      text: `accounts {
  "$SYS" { ${users(system)}
    imports: [ { service: { account: IMPORTED, subject: "$JS.API.>" }, to: "IMPORTED.$JS.API.>" } ] }
  IMPORTED { jetstream: enabled, ${users(imported)}
    exports: [ { service: "$JS.API.>", response_type: stream, accounts: ["$SYS"] } ] }
  ORDERS { jetstream: enabled, ${users(orders)} }
}
system_account: "$SYS"
`,
      logins: loginsOf(system, orders),
    },
    system,
    of: { IMPORTED: imported, ORDERS: orders },
    ids: { IMPORTED: 'IMPORTED', ORDERS: 'ORDERS' },
  };
}

/** Nothing but a system account: everybody else is in the default account, also without a login. */
export function defaultAccountOnly(): { readonly accounts: Accounts; readonly system: Credentials } {
  const system = password('admin');
  const user = `{ user: "${system.user}", password: "${system.password}" }`;
  return {
    accounts: {
      text: `accounts { "$SYS" { users: [ ${user} ] } }\nsystem_account: "$SYS"\n`,
      logins: loginsOf(system),
    },
    system,
  };
}

/** The same with a user of the default account, as the console says it should be: who has no login is refused. */
export function defaultAccountClosed(): {
  readonly accounts: Accounts;
  readonly system: Credentials;
  readonly app: Credentials;
} {
  const { accounts, system } = defaultAccountOnly();
  const app = password('app');
  const fix = anonymousFix
    .replace('user: "app"', `user: "${app.user}"`)
    .replace(/password: "[^"]*"/, `password: "${app.password}"`);
  return { accounts: { ...accounts, text: `${accounts.text}${fix}\n` }, system, app };
}

/** A system account that may publish to `audit.>` of an account that keeps it. */
export function auditedAccounts(): {
  readonly accounts: Accounts;
  readonly system: Credentials;
  readonly audit: Credentials;
} {
  const [system, audit] = [password('admin'), password('auditor')];
  const users = (login: Login) => `users: [ { user: "${login.user}", password: "${login.password}" } ]`;
  return {
    accounts: {
      text: `accounts {
  "$SYS" { ${users(system)}
    imports: [ { service: { account: AUDIT, subject: "audit.>" } } ] }
  AUDIT { jetstream: enabled, ${users(audit)}
    exports: [ { service: "audit.>", accounts: ["$SYS"] } ] }
}
system_account: "$SYS"
`,
      logins: loginsOf(system),
    },
    system,
    audit,
  };
}

const limits = {
  ...{ subs: -1, data: -1, payload: -1, imports: -1, exports: -1, wildcards: true, conn: -1, leaf: -1 },
  ...{ mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 },
};

/** The same in operator mode: accounts are known by public keys, and have friendly names. */
export async function signedAccounts(): Promise<AccountWorld> {
  const operator = createOperator();
  const keys = { system: createAccount(), IMPORTED: createAccount(), ORDERS: createAccount() };
  const ids = { IMPORTED: keys.IMPORTED.getPublicKey(), ORDERS: keys.ORDERS.getPublicKey() };
  const system = keys.system.getPublicKey();
  const signer = { signer: operator };
  const api = { name: 'api', subject: '$JS.API.>', type: 'service' } as const;
  const jwts = [
    [
      system,
      await encodeAccount(
        'SYS',
        keys.system,
        {
          limits: { ...limits, mem_storage: 0, disk_storage: 0, streams: 0, consumer: 0 },
          imports: [{ ...api, account: ids.IMPORTED, local_subject: 'IMPORTED.$JS.API.>' }],
        },
        signer,
      ),
    ],
    [
      ids.IMPORTED,
      await encodeAccount(
        'IMPORTED',
        keys.IMPORTED,
        { limits, exports: [{ ...api, response_type: 'Stream' }] },
        signer,
      ),
    ],
    [ids.ORDERS, await encodeAccount('ORDERS', keys.ORDERS, { limits }, signer)],
  ] as const;
  const text = `operator: ${await encodeOperator('OP', operator, { system_account: system })}
system_account: ${system}
resolver: MEMORY
resolver_preload: { ${jwts.map((entry) => entry.join(': ')).join(', ')} }
`;
  return {
    accounts: { text, logins: loginsOf(nobody) },
    system: await credsOf(keys.system),
    of: { IMPORTED: await credsOf(keys.IMPORTED), ORDERS: await credsOf(keys.ORDERS) },
    ids,
  };
}

async function credsOf(account: KeyPair): Promise<Credentials> {
  const user = createUser();
  const jwt = await encodeUser('ada', user, account);
  return { kind: 'creds', text: new TextDecoder().decode(fmtCreds(jwt, user)) };
}
