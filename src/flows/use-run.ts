import { useState } from 'react';
import type { Command, Outcome, Plan } from '../domain/command/command';
import type { OpError } from '../engine/protocol';
import type { Result } from '../lib/result';
import { useCommand, usePlan } from '../state/use-command';
import { nothingTyped, withGivenUp, type TypedWords } from './typed-words';

export type Phase =
  | { readonly kind: 'plan' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'done'; readonly answer: Result<Outcome, OpError> };

/** One command on its way from its plan to its outcome. */
export interface Run {
  readonly command: Command;
  /** `null` until the first plan; it may still be that of the choice before. */
  readonly answer: Result<Plan, OpError> | null;
  readonly plan: Plan | null;
  readonly phase: Phase;
  readonly typed: TypedWords;
  readonly choose: (command: Command) => void;
  readonly type: (words: TypedWords) => void;
  readonly send: (agreed: Plan) => Promise<void>;
}

/** `onDone` is told what came of it. */
export function useRun(initial: Command, onDone: (answer: Result<Outcome, OpError>) => void = () => undefined): Run {
  const { run } = useCommand();
  const [command, setCommand] = useState(initial);
  const [phase, setPhase] = useState<Phase>({ kind: 'plan' });
  const [typed, setTyped] = useState<TypedWords>(nothingTyped);
  const answer = usePlan(command);
  const plan = answer?.ok === true ? answer.value : null;
  return {
    command,
    answer,
    plan,
    phase,
    typed,
    choose: (next) => {
      setCommand(next);
      setTyped(nothingTyped);
    },
    type: (words) => {
      setTyped(words);
      if (plan !== null) setCommand(withGivenUp(command, plan, words));
    },
    send: async (agreed) => {
      setPhase({ kind: 'sending' });
      const came = await run(agreed);
      setPhase({ kind: 'done', answer: came });
      onDone(came);
    },
  };
}
