import type { Command, Plan } from '../domain/command/command';
import { mustBeTyped } from './command-words';

/** What was typed to confirm. */
export interface TypedWords {
  readonly target: string;
  readonly accounts: string;
}

export const nothingTyped: TypedWords = { target: '', accounts: '' };

/** The command with what the typed words give up: the engine then holds it against what would really be lost. */
export function withGivenUp(command: Command, plan: Plan, typed: TypedWords): Command {
  if (command.kind !== 'serverRemove' || plan.effect.kind !== 'serverGoes') return command;
  const agreed = typed.target.trim() === mustBeTyped(plan);
  const accounts = typed.accounts.split(/\s+/).filter((name) => name !== '');
  return { ...command, givenUp: { streams: agreed ? plan.effect.lost.length : 0, accounts } };
}
