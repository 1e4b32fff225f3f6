import { describe, expect, it } from 'vitest';
import { accountId } from '../ids';
import { accessSnippet } from './snippet';

const facts = (account: string, name = account) => ({
  account: accountId(account),
  name,
  pattern: '{account}.$JS.API',
  system: '$SYS',
});
const key = `A${'B2'.repeat(27)}C`;

describe('the configuration that gives access to an account', () => {
  it('exports the API to the account of the login, and imports it where this installation looks for it', () => {
    const { kind, text } = accessSnippet({ ...facts('ORDERS'), pattern: 'js.{account}' })!;
    expect(kind).toBe('configuration');
    expect(text).toContain('{ service: "$JS.API.>", response_type: stream, accounts: ["$SYS"] }');
    expect(text).toMatch(/\{ service: \{ account: "ORDERS", subject: "\$JS\.API\.>" \},\s+to: "js\.ORDERS\.>" \}/);
  });

  it('quotes a name so that it stays one', () => {
    expect(accessSnippet(facts('A" } x'))!.text).toContain('"A\\" } x" {');
    expect(accessSnippet(facts(key, "it's; rm"))!.text).toContain(`--account 'it'\\''s; rm' `);
  });

  it('is signed in operator mode, by the public key and with the friendly name in the prefix', () => {
    const { kind, text } = accessSnippet(facts(key, 'ORDERS'))!;
    expect(kind).toBe('nsc');
    expect(text).toContain(`--src-account ${key} --remote-subject '$JS.API.>' --local-subject 'ORDERS.$JS.API.>'`);
  });

  it('does not exist for the default account, which nobody can import', () => {
    expect(accessSnippet(facts('$G'))).toBeNull();
  });
});
