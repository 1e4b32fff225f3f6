/** Check-lists: a server taken out for good, and all servers restarted one after the other. */
export default {
  steps: 'Steps',
  unknown: 'Not known now: the connection to the cluster, or the server, does not answer.',
  waits: 'This page waits for it.',
  state: {
    done: 'done',
    open: 'next',
    busy: 'under way',
    blocked: 'cannot go on',
    locked: 'later',
    unknown: 'not known',
  },
  step: {
    ready: 'Nothing else is broken',
    leaders: 'Move its leaders away',
    copies: 'Empty it',
    meta: 'Hand over the meta group',
    stop: 'Stop its process',
    start: 'Start it again',
    remove: 'Remove it from the meta group',
    whole: 'Everything is whole',
  },
  ready: {
    done: 'Apart from {{server}} itself no member is missing, no stream is stopped, and nothing is being changed.',
  },
  whole: {
    done: 'Every member of the meta group answers, and every stream has all of its copies, complete.',
  },
  leaders: {
    done: 'It leads nothing that another member could take over.',
    streams_one: 'It leads {{count}} stream that another member could lead.',
    streams_other: 'It leads {{count}} streams that another member could lead.',
    meta: 'It leads the meta group.',
    staying_one:
      '{{count}} leader stays until it stops: not healthy, or of an account that is not reached. In lame duck mode the server hands it over by itself.',
    staying_other:
      '{{count}} leaders stay until it stops: not healthy, or of accounts that are not reached. In lame duck mode the server hands them over by itself.',
  },
  copies: {
    done: 'It holds no copy of a stream or consumer.',
    left: 'Still there: {{left}}.',
    moving_one: '{{count}} stream is on its way.',
    moving_other: '{{count}} streams are on their way.',
    staying_one: '{{count}} stream cannot leave: add a server, change its placement, or delete it.',
    staying_other: '{{count}} streams cannot leave: add a server, change their placement, or delete them.',
    stoppedEarly:
      '{{server}} stopped answering before it was empty. Bring it back with its disk to go on; if it never comes back, remove it as a dead server, on the screen of the meta group.',
  },
  meta: {
    open: '{{server}} leads the meta group: it gives up, and the members elect another one.',
    done: 'Another server leads the meta group.',
  },
  stop: {
    open: 'On the host of {{server}}, outside of this console. In lame duck mode it hands its leaders over, sends its clients elsewhere and then ends, by default within two minutes. A supervisor that starts it again at once has to be told first.',
    command: 'Command on the host of {{server}}',
    missed: '{{server}} has not answered for {{age}}: it counts as stopped when it misses one more round.',
    silent: '{{server}} has not answered for {{age}}: it counts as stopped.',
    shutdown: '{{server}} announced its shutdown {{age}} ago: it counts as stopped.',
    lameduck:
      '{{server}} announced lame duck mode {{age}} ago: its JetStream is off. The process ends when its clients have gone, by default within two minutes.',
    never: '{{server}} does not answer.',
    unreachable_one: '{{count}} stream has its only copy there and cannot be reached meanwhile: {{streams}}.',
    unreachable_other: '{{count}} streams have their only copy there and cannot be reached meanwhile: {{streams}}.',
    stopping_one: '{{count}} stream takes no writes without it: {{streams}}.',
    stopping_other: '{{count}} streams take no writes without it: {{streams}}.',
  },
  start: {
    open: 'Start {{server}} with its name, its configuration and its disk. It is done when the server answers as a new run.',
    others: 'Not answering either: {{servers}}. Bring them back first of all.',
  },
  remove: {
    open: 'The meta group still counts {{server}}: {{have}} of {{of}} members answer, {{need}} are needed.',
    done: 'The meta group has {{of}} members.',
  },
  hindrance: {
    noMetaLeader: 'The meta group has no leader.',
    noSpareVote: 'Only as many members of the meta group answer as it needs: {{have}} of {{of}}, needed {{need}}.',
    silent_one: '{{servers}} does not answer, or the meta leader does not hear it.',
    silent_other: '{{servers}} do not answer, or the meta leader does not hear them.',
    ghosts_one: 'The meta group keeps {{count}} vote for a server that nobody knows: remove it first.',
    ghosts_other: 'The meta group keeps {{count}} votes for servers that nobody knows: remove them first.',
    stopped_one: '{{count}} stream has lost its quorum or all of its copies: {{streams}}.',
    stopped_other: '{{count}} streams have lost their quorum or all of their copies: {{streams}}.',
    notWhole_one: '{{count}} stream lacks a leader or a complete copy: {{streams}}.',
    notWhole_other: '{{count}} streams lack a leader or a complete copy: {{streams}}.',
    changing_one: 'The members of {{count}} stream are being changed: {{streams}}.',
    changing_other: 'The members of {{count}} streams are being changed: {{streams}}.',
    unread_one: 'The state of {{count}} stream is not known: {{streams}}.',
    unread_other: 'The state of {{count}} streams is not known: {{streams}}.',
  },
  takeOut: {
    link: 'Take out…',
    title: 'Take {{server}} out for good',
    lead: 'Each step is unlocked by what the cluster shows of the one before. Nothing is remembered here: whoever opens this address finds the same.',
    back: 'Server {{server}}',
    unknownBody:
      'No server of that name answers, and the meta group counts none: it is out, or there never was one. Do not start it again under this name with its disk: a machine that is to come back gets a new name and an empty disk.',
    ended: '{{server}} is out for good',
    endedBody:
      'Do not start it again under this name with its disk: with JetStream on, the meta group takes it back some five minutes after the removal, and its copies are emptied. A machine that is to come back gets a new name and an empty disk.',
  },
  restart: {
    link: 'Rolling restart…',
    title: 'Rolling restart',
    lead: 'One server after the other; the next one goes only when everything is whole again.',
    since:
      'Servers that started after {{time}}, by their own clocks, count as restarted. The address of this page says so: whoever opens it goes on.',
    begin: 'Begin',
    beginBody:
      'From then on a server counts as restarted when it has started anew. Nothing is sent: the processes are stopped and started on their hosts.',
    notWhole: 'Not everything is whole.',
    again: 'Begin anew…',
    whole: 'Before it begins, and after it',
    turn: 'The turn of {{server}}',
    servers: 'Servers, in their order',
    state: {
      restarted: 'restarted',
      current: 'its turn',
      down: 'not answering',
      waiting: 'waits',
    },
    ended: 'All servers were restarted',
    endedBody: 'Leaders stay where they were moved to: balance them, if one server leads more than its share.',
  },
} as const;
