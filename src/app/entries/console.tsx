import engineUrl from '../../engine/full.ts?worker&url';
import { ConsumerActions, MetaActions, StreamActions } from '../../flows/actions';
import { FlowsProvider } from '../../state/flows';
import { ConsoleShell } from '../shell/console-shell';
import { start } from '../start';

await start(
  engineUrl,
  <FlowsProvider flows={{ ConsumerActions, MetaActions, StreamActions }}>
    <ConsoleShell />
  </FlowsProvider>,
);
