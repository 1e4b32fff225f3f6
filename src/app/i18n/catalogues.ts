import access from './en/access';
import actions from './en/actions';
import connect from './en/connect';
import evacuate from './en/evacuate';
import lag from './en/lag';
import leaders from './en/leaders';
import meta from './en/meta';
import model from './en/model';
import overview from './en/overview';
import placement from './en/placement';
import problems from './en/problems';
import servers from './en/servers';
import shell from './en/shell';
import streams from './en/streams';
import topology from './en/topology';
import ui from './en/ui';
import whatIf from './en/what-if';

/** English, complete: every other language is checked against it. Keys are used as `t('namespace:key')`. */
export const english = {
  access,
  actions,
  connect,
  evacuate,
  lag,
  leaders,
  meta,
  model,
  overview,
  placement,
  problems,
  servers,
  shell,
  streams,
  topology,
  ui,
  'what-if': whatIf,
};
