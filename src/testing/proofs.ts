import { TestRunner } from 'vitest';
import type { CommandKind, Outcome } from '../domain/command/command';

/** What an action came to on real servers: `docs/actions.md` is made of these, by `npm run docs:actions`. */
export interface Proof {
  readonly version: string;
  readonly kind: CommandKind;
  /** An outcome in a few words, or why the plan was refused. */
  readonly result: string;
}

declare module 'vitest' {
  interface TaskMeta {
    proofs?: Proof[];
  }
}

/** Writes into the report of the running test what an action came to. */
export function prove(version: string, kind: CommandKind, result: string): void {
  const test = TestRunner.getCurrentTest();
  if (test) (test.meta.proofs ??= []).push({ version, kind, result });
}

export function wordsOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'verified':
      return `verified (${outcome.result.kind})`;
    case 'notVerified':
      return `not verified (${outcome.reason})`;
    case 'failed':
      return outcome.code === null ? 'failed' : `failed (${String(outcome.code)})`;
    case 'aborted':
      return `aborted (${outcome.reason})`;
  }
}
