import type { AccountId } from '../ids';
import { isDefaultAccount } from './route';

/** What gives the system account access to the API of another one. */
export type Snippet =
  /** For the configuration file of every server. */
  | { readonly kind: 'configuration'; readonly text: string }
  /** Operator mode: commands that sign both accounts anew. */
  | { readonly kind: 'nsc'; readonly text: string };

export interface SnippetFacts {
  readonly account: AccountId;
  readonly name: string;
  /** `{account}.$JS.API`, as this installation looks for it. */
  readonly pattern: string;
  /** Account of the login, `$SYS` unless it has another name; a public key in operator mode. */
  readonly system: string;
}

/** Tried on 2.10.27 and 2.15.1, in configuration files and in JWTs. `null`: the default account cannot be imported. */
export function accessSnippet(facts: SnippetFacts): Snippet | null {
  if (isDefaultAccount(facts.account)) return null;
  const to = `${facts.pattern.replaceAll('{account}', facts.name)}.>`;
  return isPublicKey(facts.account)
    ? { kind: 'nsc', text: nscCommands(facts, to) }
    : { kind: 'configuration', text: configuration(facts, to) };
}

/**
 * What keeps those without a login out of the default account, whose streams stay where they are: users of its own, beside
 * those of the system account. Tried on 2.10.27 and 2.15.1; a password is best written as `nats server passwd` makes it.
 */
export const anonymousFix = `# beside accounts, in every server, then restart or reload
authorization {
  users: [
    { user: "app", password: "$2a$11$..." }
  ]
}
# and without any no_auth_user`;

/** Accounts of operator mode are named by their keys. */
export function isPublicKey(account: string): boolean {
  return /^A[A-Z2-7]{55}$/.test(account);
}

function configuration({ account, system }: SnippetFacts, to: string): string {
  const [name, owner] = [account, system].map((text) => JSON.stringify(text));
  return `accounts {
  ${name} {
    # beside what is there
    exports: [
      { service: "$JS.API.>", response_type: stream, accounts: [${owner}] }
    ]
  }
  ${owner} {
    imports: [
      { service: { account: ${name}, subject: "$JS.API.>" },
        to: ${JSON.stringify(to)} }
    ]
  }
}`;
}

function nscCommands({ account, name }: SnippetFacts, to: string): string {
  return [
    `nsc add export --account ${word(name)} --service --subject '$JS.API.>' --response-type Stream`,
    `nsc add import --account SYS --service --src-account ${account} --remote-subject '$JS.API.>' --local-subject ${word(to)}`,
    'nsc push --all',
  ].join('\n');
}

function word(text: string): string {
  return /^[A-Za-z0-9_-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
