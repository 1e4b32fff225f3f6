import access from './en/access';
import actions from './en/actions';
import checks from './en/checks';
import audit from './en/audit';
import backup from './en/backup';
import buckets from './en/buckets';
import client from './en/client';
import consumer from './en/consumer';
import effects from './en/effects';
import evacuate from './en/evacuate';
import lag from './en/lag';
import leaders from './en/leaders';
import messages from './en/messages';
import meta from './en/meta';
import moves from './en/moves';
import overview from './en/overview';
import placement from './en/placement';
import servers from './en/servers';
import streams from './en/streams';
import topology from './en/topology';
import whatIf from './en/what-if';

/** Words of the screens and of what is done on them: loaded with the first screen. */
export const screenWords = {
  access,
  actions,
  audit,
  backup,
  checks,
  buckets,
  client,
  consumer,
  effects,
  evacuate,
  lag,
  leaders,
  messages,
  meta,
  moves,
  overview,
  placement,
  servers,
  streams,
  topology,
  'what-if': whatIf,
};
