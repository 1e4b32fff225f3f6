import { encodeAccount, encodeOperator, encodeUser } from '@nats-io/jwt';
import { createAccount, createOperator, createUser } from '@nats-io/nkeys';
import type { Accounts } from '../../scripts/cluster/accounts.mjs';

/** An operator with its accounts, as `nsc` would make them: users come with signed credentials instead of passwords. */
export interface Operator {
  /** The configuration of servers that trust it. */
  readonly accounts: Accounts;
  /** A credentials file of a new user; `expires` in seconds since 1970, never unless told. */
  creds(account: 'system' | 'full', expires?: number): Promise<string>;
}

const unlimited = { subs: -1, data: -1, payload: -1, imports: -1, exports: -1, wildcards: true, conn: -1, leaf: -1 };

export async function createOperatorMode(): Promise<Operator> {
  const operator = createOperator();
  const keys = { system: createAccount(), full: createAccount() };
  const system = keys.system.getPublicKey();
  const operatorJwt = await encodeOperator('OP', operator, { system_account: system });
  const systemJwt = await encodeAccount('SYS', keys.system, { limits: unlimited }, { signer: operator });
  const fullJwt = await encodeAccount('FULL', keys.full, { limits: { ...unlimited, conn: 0 } }, { signer: operator });
  const nobody = { user: 'none', password: 'none' };
  return {
    accounts: {
      text: `operator: ${operatorJwt}
system_account: ${system}
resolver: MEMORY
resolver_preload: { ${system}: ${systemJwt}, ${keys.full.getPublicKey()}: ${fullJwt} }`,
      logins: { admin: nobody, observer: nobody, orders: nobody, app: nobody },
    },
    creds: async (account, expires) => {
      const user = createUser();
      const limits = expires === undefined ? {} : { exp: expires };
      const jwt = await encodeUser('ada', user, keys[account], {}, limits);
      return credentialsFile(jwt, new TextDecoder().decode(user.getSeed()));
    },
  };
}

const credentialsFile = (jwt: string, seed: string) => `-----BEGIN NATS USER JWT-----
${jwt}
------END NATS USER JWT------

-----BEGIN USER NKEY SEED-----
${seed}
------END USER NKEY SEED------
`;
