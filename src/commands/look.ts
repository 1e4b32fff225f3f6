import type { Look, Looked } from '../domain/command/looked';
import { nothingLooked } from '../domain/command/looked';
import type { DurationMs } from '../domain/time';
import { isToken } from '../transport/subject';
import { streamConfigReply } from '../wire/ops/stream-config';
import type { PipeDeps } from './deps';

/** Leaders answer within 10 ms; one that does not is silent (ms). */
const lookDeadline: DurationMs = 2000;

/** Asks what only one command needs. Reads; what is not answered or not understood is `nothing`. */
export async function lookFor(deps: PipeDeps, look: Look): Promise<Looked> {
  switch (look.kind) {
    case 'nothing':
      return nothingLooked;
    case 'streamConfig': {
      const prefix = deps.apiPrefix(look.account, look.domain);
      if (prefix === null || !isToken(look.stream)) return nothingLooked;
      const request = { subject: [...prefix, 'STREAM', 'INFO', look.stream], body: '' };
      const answer = await deps.senders.ask(look.account, request, lookDeadline);
      const reply = answer.ok ? streamConfigReply.read(answer.value.payload) : null;
      return reply?.ok === true ? reply.value : nothingLooked;
    }
  }
}
