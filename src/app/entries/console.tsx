import engineUrl from '../../engine/full.ts?worker&url';
import { MetaStepDown } from '../../flows/meta-step-down';
import { FlowsProvider } from '../../state/flows';
import { ConsoleShell } from '../shell/console-shell';
import { start } from '../start';

await start(
  engineUrl,
  <FlowsProvider flows={{ metaStepDown: MetaStepDown }}>
    <ConsoleShell />
  </FlowsProvider>,
);
