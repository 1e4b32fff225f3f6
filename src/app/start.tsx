import '../ui/styles/index.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { invariant } from '../lib/invariant';
import { ConnectPage } from '../pages/connect/connect-page';
import { EngineClient } from '../state/engine-client';
import { EngineProvider } from '../state/engine-context';
import { workerSpawner } from '../state/spawn-worker';
import { loadConfig } from './config';
import { Gate } from './gate';
import { startI18n } from './i18n/start';
import { makeRouter } from './router';
import { Brand } from './shell/logo';

declare const __BUILD__: string;

/**
 * Puts a document together. The entry names the engine and the frame: what a read-only document does not name is not
 * in its code.
 */
export async function start(engineUrl: string, shell: ReactNode): Promise<void> {
  const root = document.getElementById('root');
  invariant(root !== null, 'every document has a root');
  const client = new EngineClient(workerSpawner(engineUrl), __BUILD__);
  const [config, demo] = await Promise.all([loadConfig(), loadDemo(client), startI18n()]);
  const connect = (
    <ConnectPage
      mark={<Brand />}
      servers={config.servers}
      accountPrefix={config.accountPrefix}
      audit={config.audit ?? null}
      readOnly={!window.isSecureContext && !config.allowWriting}
      offer={demo}
    />
  );
  const router = makeRouter(() => <Gate connect={connect}>{shell}</Gate>);
  createRoot(root).render(
    <StrictMode>
      <EngineProvider client={client}>
        <RouterProvider router={router} />
      </EngineProvider>
    </StrictMode>,
  );
}

/** The demo's log-in exists in the demo's build alone: elsewhere the condition is false when it is built. */
async function loadDemo(client: EngineClient): Promise<ReactNode> {
  if (import.meta.env.MODE === 'demo') {
    const { prepareDemo } = await import('./demo/demo');
    return prepareDemo(client);
  }
  return null;
}
