import { lazy, type ReactNode } from 'react';
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
import { ConsumerControls, UnpinAction } from '../../flows/consumer-controls';
import { FleetActions, RestartScreen, TakeOutScreen } from '../../flows/check-lists/screens';
import {
  ConsumerFetch,
  ConsumerFetchScreen,
  KeyValueBucket,
  ObjectStore,
  StreamPublish,
} from '../../flows/client/screens';
import { CopyActions } from '../../flows/copy-actions';
import { CommandHost } from '../../flows/command-host';
import { StreamMessages, StreamSubjects } from '../../flows/inside/stream-inside';
import { FlowsProvider } from '../../state/flows';
import { ConsoleShell } from '../shell/console-shell';
import { loadScreenWords, loadWizardWords } from '../i18n/start';
import { start } from '../start';

/** A wizard comes with its words. */
function wizard<Props extends object>(load: () => Promise<(props: Props) => ReactNode>) {
  return lazy(async () => {
    const [component] = await Promise.all([load(), loadScreenWords(), loadWizardWords()]);
    return { default: component };
  });
}

const CreateStream = wizard(async () => (await import('../../flows/wizard/stream/create-stream')).CreateStream);
const RestoreStream = wizard(async () => (await import('../../flows/restore/restore-screen')).RestoreScreen);
const CreateBucket = wizard(async () => (await import('../../flows/wizard/bucket/create-bucket')).CreateBucket);
const EditStream = wizard(async () => (await import('../../flows/wizard/stream/edit-stream')).EditStream);
const CreateConsumer = wizard(async () => (await import('../../flows/wizard/consumer/create-consumer')).CreateConsumer);
const EditConsumer = wizard(async () => (await import('../../flows/wizard/consumer/edit-consumer')).EditConsumer);

await start(
  engineUrl,
  <FlowsProvider
    flows={{
      AccountActions,
      BalanceActions,
      CommandHost,
      ConsumerActions,
      CreateBucket,
      CreateConsumer,
      CreateStream,
      EditConsumer,
      EditStream,
      ConsumerControls,
      CopyActions,
      FleetActions,
      ConsumerFetch,
      ConsumerFetchScreen,
      KeyValueBucket,
      ObjectStore,
      MetaActions,
      RestartScreen,
      RestoreStream,
      ServerActions,
      ServerClients,
      StreamActions,
      TakeOutScreen,
      StreamPublish,
      StreamMessages,
      StreamSubjects,
      UnpinAction,
    }}
  >
    <ConsoleShell />
  </FlowsProvider>,
);
