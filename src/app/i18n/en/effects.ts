/** What a change will do, sentence by sentence, and what is still to be chosen of it. */
export default {
  metaStepDown:
    'The present leader {{leader}} gives up. The members elect another one of {{candidates}}; until then, usually well below a second, nothing can be created or changed. Streams and consumers go on.',
  streamStepDown:
    'The present leader {{leader}} gives up. The members elect another one of {{candidates}}; until then, usually 0.1 s, publishers get no acknowledgement.',
  consumerStepDown:
    'The present leader {{leader}} gives up. The members elect another one of {{candidates}}; until then, up to about a second, nothing is delivered. Some messages may be delivered twice.',
  streamPeerRemove:
    'The copy on {{server}} is taken out of the group. The meta leader has a new one made on one of {{candidates}}, from those on {{left}}.',
  streamMove:
    'A new copy is made on one of {{candidates}}; when it is complete, the one on {{server}} is dropped. The stream goes on meanwhile.',
  moveLeader: 'It leads: another server takes over, for which publishers wait a moment.',
  amount: 'To be copied: {{messages}} messages, {{bytes}}.',
  choice: 'The meta leader chooses the server; by the rules that are known it takes the first named.',
  streamCancelMove: 'The change that is under way ends, and the group goes back to the members it had.',
  status: 'Now: {{status}}',
  streamDelete:
    'The stream goes for good, with its {{messages}} messages ({{bytes}}) and its {{consumers}} consumers. Nothing brings them back but a backup: nats stream backup.',
  unseen:
    'No server that answers has a copy of it. It goes all the same, and what its silent servers still hold is deleted when they return.',
  serverEvacuate_one:
    'The copy of {{count}} stream on {{server}} is made anew on another server, and then dropped. The meta leader chooses where.',
  serverEvacuate_other:
    'The copies of {{count}} streams on {{server}} are made anew on other servers, all at once, and then dropped. The meta leader chooses where.',
  serverRemove:
    '{{server}} is taken out of the meta group, which then has {{of}} members and needs {{need}} of them (now {{need0}} of {{of0}}).',
  neverReturns:
    'Only for a server that does not come back. One that is only switched off for a while catches up by itself; one that is removed and returns is emptied.',
  rebuilt_zero: 'No replicated stream has a copy there.',
  rebuilt_one: '{{count}} replicated stream gets a new copy on another server.',
  rebuilt_other: '{{count}} replicated streams get a new copy on other servers.',
  short_one: '{{count}} of them stays short of a copy: no other server could take it.',
  short_other: '{{count}} of them stay short of a copy: no other server could take it.',
  lost_one:
    '{{count}} stream has a copy there and none on a server that answers. It is made anew, empty: its messages are lost, of several copies with the next server that is removed:',
  lost_other:
    '{{count}} streams have a copy there and none on a server that answers. They are made anew, empty: their messages are lost, of several copies with the next server that is removed:',
  unknownAccounts:
    'Which streams these accounts have is not known, and some may have their only copy there: {{accounts}}. Give the system account access to them, or give them up by name.',
  scaleUp_one: '{{count}} more copy is made, on one of {{candidates}}. The stream goes on meanwhile.',
  scaleUp_other: '{{count}} more copies are made, on {{candidates}}. The stream goes on meanwhile.',
  scaleDown_one:
    '{{count}} of the copies on {{present}} is dropped. Which ones remain is the choice of the servers; they try to keep that of the leader.',
  scaleDown_other:
    '{{count}} of the copies on {{present}} are dropped. Which ones remain is the choice of the servers; they try to keep that of the leader.',
  single:
    'With a single copy, the stream stops with its server, and a lost disk is lost data. Make a backup first: nats stream backup.',
  sizes_one:
    'It then writes with {{need}} of {{of}} copies (now {{need0}} of {{of0}}): {{spare}} server with a copy may fail.',
  sizes_other:
    'It then writes with {{need}} of {{of}} copies (now {{need0}} of {{of0}}): {{spare}} servers with a copy may fail.',
  sizes_zero:
    'It then writes with {{need}} of {{of}} copies (now {{need0}} of {{of0}}): no server with a copy may fail.',
  even: 'An even number gains nothing: with {{of}} copies no more servers may fail than with {{less}}, and one more has to confirm each write.',
  onlyReplicas: 'Everything else of the configuration goes back as it was read.',
  client: '{{client}} is connected with {{server}} as {{user}} of the account {{account}}.',
  metaRescue:
    '{{survivors}} alone elect a leader then: {{need}} votes are enough instead of {{need0}} of {{of0}}, for five minutes.',
  rescueSplit:
    'If one of {{missing}} is still running somewhere, out of sight, there are two meta groups then, and each of them decides. Data may be lost.',
  rescueThen:
    'Within those five minutes the dead servers have to be removed here, one by one; only then do streams with a majority of dead copies find a leader. What returns later is emptied.',
  leaderless: 'There has been no leader for {{duration}}.',
  clientNudge:
    'It is told that its server is about to go. Some clients then connect elsewhere, others only take note: nobody is cut off.',
  clientClose: 'Its connection ends at once. Clients usually connect again by themselves, here or elsewhere.',
  serverReload:
    '{{server}} reads its configuration file again. What changed takes effect at once; connections of users that changed end. On an error it goes on with the old one.',
  reloadCheck:
    'Check the file on its host before: nats-server -t -c followed by the file. Other servers are not reloaded.',
  dead: 'Only for a server that does not come back. One that is only switched off for a while catches up by itself.',
  streamCreate_one: 'A new stream, with {{count}} copy.',
  streamCreate_other: 'A new stream, with {{count}} copies.',
  streamPlaced: 'Servers that could take a copy: {{candidates}}. The meta leader chooses.',
  problems: 'A server would refuse these settings: {{fields}}.',
  notJson: 'This is no configuration: it cannot be read as JSON.',
  change: '{{field}}: {{before}} → {{after}}',
  defaultValue: 'default',
  final: 'Not to be undone: {{fields}}.',
  sealed: 'Sealing is for good: nothing is added to the stream any more, and no message can be taken out of it.',
  deletesCounted_one: 'The tighter limit deletes {{count}} message at once.',
  deletesCounted_other: 'The tighter limit deletes {{messages}} messages at once.',
  deletesSome: 'The tighter limit deletes messages at once; how many is not known.',
  moves: 'Copies are made or dropped for it: the stream goes on meanwhile.',
  purge_one: '{{messages}} message is deleted, of the {{of}} that the stream holds.',
  purge_other: '{{messages}} messages are deleted, of the {{of}} that the stream holds.',
  purgeAtMost_one: 'At most {{messages}} message is deleted, of the {{of}} that the stream holds.',
  purgeAtMost_other: 'At most {{messages}} messages are deleted, of the {{of}} that the stream holds.',
  purgeUncounted: 'How many messages are deleted is not known, of the {{of}} that the stream holds.',
  purgeThen: 'Sequences go on as before. Mirrors and streams that copied them keep theirs.',
  purgeConsumers_one: '{{count}} consumer no longer gets what it has not been given yet.',
  purgeConsumers_other: '{{count}} consumers no longer get what they have not been given yet.',
  message: 'The message of {{subject}}, stored {{time}}, with {{bytes}}.',
  messageErase: 'Its bytes on the disks are overwritten before they are given up.',
  messageKeep: 'Its bytes stay on the disks until the space is used again.',
  consumerCreate: 'A new consumer of this stream.',
  consumerUpdate: 'What was delivered and acknowledged stays as it is.',
  consumerDelete:
    'The consumer goes, with what it knows of deliveries and acknowledgements. The messages stay in the stream.',
  consumerDeleteInterest:
    'The consumer goes, with what it knows of deliveries and acknowledgements. The stream keeps messages by interest: those that no other consumer is interested in go with it.',
  consumerDeleteCounts_one:
    '{{ackPending}} message is delivered and not acknowledged, {{pending}} not delivered yet. Requests that wait: {{waiting}}.',
  consumerDeleteCounts_other:
    '{{ackPending}} messages are delivered and not acknowledged, {{pending}} not delivered yet. Requests that wait: {{waiting}}.',
  consumerBound: 'A client is bound to it now.',
  consumerAgain: 'A client that makes its consumer when it is missing makes it anew, from its beginning.',
  consumerUnread: 'It does not answer: what it still has to deliver is not known.',
  consumerPause: 'Nothing is delivered until {{until}}. What clients have got they may still acknowledge.',
  consumerPauseLeft: 'By the clock of its server that is in {{left}}.',
  consumerPausedUntil: 'It is paused now, until {{until}}.',
  consumerResume: 'It delivers again at once. Messages that wait: {{pending}}.',
  consumerReset:
    'Delivery begins again at sequence {{to}}, or at the first after it that is for this consumer. What was acknowledged from there on comes again.',
  consumerResetBefore:
    'Now: delivered up to {{delivered}}, all acknowledged up to {{floor}}, {{ackPending}} not acknowledged.',
  consumerUnpin:
    'The group {{group}} is pinned to {{client}}{{since}}. It gives way: the next client that asks is pinned.',
  pinnedSince: ' since {{at}}',
  rescue: {
    checks: 'Seen to, by you',
    check: {
      off: 'The missing servers are switched off: their processes have ended, not only their network.',
      stayOff: 'They cannot start by themselves: no supervisor, orchestrator or reboot brings them back.',
      noneElsewhere: 'They do not run on the other side of a broken network, and their disks are saved or given up.',
    },
  },
  pick: {
    pauseFor: 'Pause for',
    pauseTimes: {
      quarter: '15 minutes',
      hour: '1 hour',
      shift: '8 hours',
      day: '24 hours',
      week: '7 days',
      other: 'until…',
    },
    pauseUntil: 'Until',
    pauseUntilHint: 'By the clock of this browser.',
    resetTo: 'Deliver again',
    resetFloor: 'what is not acknowledged',
    resetSequence: 'from a sequence on',
    sequence: 'Sequence',
    purgeSubject: 'Of the subject',
    purgeSubjectHint: 'Wildcards are allowed. Left empty: of every subject.',
    purgeWhat: 'Delete',
    purgeAll: 'all',
    purgeUpTo: 'all before a sequence',
    purgeKeep: 'all but the newest',
    purgeSequence: 'The first sequence that stays',
    purgeKept: 'Messages that stay',
    deletion: 'How',
    deletePlain: 'delete',
    deleteErase: 'delete and overwrite on disk',
  },
} as const;
