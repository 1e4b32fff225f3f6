import type { Command } from '../command/command';
import { consumerPlace, streamPlace, type AccountId } from '../ids';

/** The account whose stream or consumer a command is about; `null`: it is about servers or the meta group. */
export function accountOf(command: Command): AccountId | null {
  if ('stream' in command) return streamPlace(command.stream).account;
  if ('account' in command) return command.account;
  if ('consumer' in command) return streamPlace(consumerPlace(command.consumer).stream).account;
  return null;
}
