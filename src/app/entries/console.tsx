import engineUrl from '../../engine/full.ts?worker&url';
import { AccountActions } from '../../flows/account-actions';
import {
  BalanceActions,
  ConsumerActions,
  MetaActions,
  ServerActions,
  ServerClients,
  StreamActions,
} from '../../flows/actions';
import { FlowsProvider } from '../../state/flows';
import { ConsoleShell } from '../shell/console-shell';
import { start } from '../start';

await start(
  engineUrl,
  <FlowsProvider
    flows={{
      AccountActions,
      BalanceActions,
      ConsumerActions,
      MetaActions,
      ServerActions,
      ServerClients,
      StreamActions,
    }}
  >
    <ConsoleShell />
  </FlowsProvider>,
);
