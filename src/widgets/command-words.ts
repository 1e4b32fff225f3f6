import type { Command, CommandKind, Outcome, PeerTarget, VerifiedResult } from '../domain/command/command';
import { nameIn } from '../domain/command/name-in';
import { consumerPlace, streamPlace } from '../domain/ids';
import type { Tone } from '../ui/tone';
import type { Translate } from '../ui/translate';
import { formatCount, formatDuration } from './format';
import { formatMoment } from './format-time';
import { literal } from './literal';

const list = new Intl.ListFormat('en-GB');

/** A member of the meta group as a person names it. */
export function targetText(target: PeerTarget): string {
  return target.kind === 'server' ? target.name : target.id;
}

/** Which of the words for a kind of command: of one, two of them go by the same kind. */
export function wordOf(command: Command): CommandKind | 'consumerResume' {
  return command.kind === 'consumerPause' && command.until === null ? 'consumerResume' : command.kind;
}

/** What a command is about, as one name after the other. */
export function objectText(command: Command): string {
  switch (command.kind) {
    case 'metaStepDown':
    case 'metaRescue':
      return command.domain;
    case 'serverRemove':
      return targetText(command.target);
    case 'clientNudge':
    case 'clientClose':
      return `${command.server}/#${String(command.cid)}`;
    case 'serverReload':
    case 'serverEvacuate':
      return command.server;
    case 'streamCreate':
    case 'streamRestore':
      return `${command.account}/${nameIn(command.config, 'name')}`;
    case 'consumerCreate': {
      const { account, name } = streamPlace(command.stream);
      return `${account}/${name}/${nameIn(command.config, 'name', 'durable_name')}`;
    }
    case 'consumerUpdate':
    case 'consumerDelete':
    case 'consumerPause':
    case 'consumerReset':
    case 'consumerUnpin':
    case 'consumerStepDown': {
      const { stream, name } = consumerPlace(command.consumer);
      return `${streamPlace(stream).account}/${streamPlace(stream).name}/${name}`;
    }
    case 'streamStepDown':
    case 'streamPeerRemove':
    case 'streamMove':
    case 'streamCancelMove':
    case 'streamDelete':
    case 'streamUpdate':
    case 'streamPurge':
    case 'messageDelete':
    case 'streamScale': {
      const { account, name } = streamPlace(command.stream);
      return `${account}/${name}`;
    }
  }
}

/** What came of a command: the tone of a notice and its text. */
export function outcomeWords(t: Translate, outcome: Outcome): { readonly tone: Tone; readonly text: string } {
  switch (outcome.kind) {
    case 'verified':
      return { tone: 'ok', text: verifiedWords(t, outcome.result, outcome.tookMs) };
    case 'notVerified': {
      const fields = list.format((outcome.fields ?? []).map(literal));
      return { tone: 'unknown', text: t(`actions:notVerified.${outcome.reason}`, { fields }) };
    }
    case 'failed':
      return { tone: 'crit', text: t('actions:failed', { description: literal(outcome.description) }) };
    case 'aborted':
      return { tone: 'warn', text: t('actions:aborted', { reason: t(`actions:refused.${outcome.reason}`) }) };
  }
}

function verifiedWords(t: Translate, result: VerifiedResult, tookMs: number): string {
  const took = formatDuration(tookMs);
  switch (result.kind) {
    case 'leads':
      return t('actions:verified.leads', { leader: literal(result.leader), took });
    case 'copies':
      return t('actions:verified.copies', { members: list.format(result.members.map(literal)), took });
    case 'removed':
      return t('actions:verified.removed', { of: result.of, took });
    case 'emptied':
      return t('actions:verified.emptied', { server: literal(result.server), took });
    case 'deleted':
      return t('actions:verified.deleted', { took });
    case 'settled':
      return t('actions:verified.settled', { took });
    case 'configured':
      return t('actions:verified.configured', { took });
    case 'restored':
      return t('actions:verified.restored', { messages: formatCount(result.messages), took });
    case 'purged':
      return t('actions:verified.purged', { left: formatCount(result.left), took });
    case 'messageGone':
      return t('actions:verified.messageGone', { took });
    case 'consumerDeleted':
      return t(result.isBack ? 'actions:verified.consumerBack' : 'actions:verified.consumerDeleted', { took });
    case 'paused':
      return result.until === null
        ? t('actions:verified.resumed', { took })
        : t('actions:verified.paused', { until: formatMoment(result.until), took });
    case 'reset':
      return t('actions:verified.reset', { next: formatCount(result.next), took });
    case 'unpinned':
      return result.client === null
        ? t('actions:verified.unpinned', { took })
        : t('actions:verified.pinnedAnew', { client: literal(result.client), took });
    case 'clientGone':
      return t('actions:verified.clientGone', { cid: result.cid, took });
    case 'reloaded': {
      const changed = result.changed === null ? 'unknown' : result.changed ? 'other' : 'same';
      return t(`actions:verified.reloaded.${changed}`, { took });
    }
  }
}
