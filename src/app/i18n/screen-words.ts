import access from './en/access';
import actions from './en/actions';
import evacuate from './en/evacuate';
import lag from './en/lag';
import leaders from './en/leaders';
import meta from './en/meta';
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
  evacuate,
  lag,
  leaders,
  meta,
  overview,
  placement,
  servers,
  streams,
  topology,
  'what-if': whatIf,
};
