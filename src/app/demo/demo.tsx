import type { ReactNode } from 'react';
import * as v from 'valibot';
import type { EngineClient } from '../../state/engine-client';
import { tabShelf } from '../../state/storage';
import { DemoOffer, DemoFailed } from './demo-offer';
import { connectRequest, type DemoRole } from './demo-request';

const offerSchema = v.object({
  name: v.string(),
  urls: v.array(v.string()),
  logins: v.object({
    admin: v.object({ user: v.string(), password: v.string() }),
    observer: v.object({ user: v.string(), password: v.string(), inboxPrefix: v.string() }),
  }),
});
export type DemoCluster = v.InferOutput<typeof offerSchema>;

const codeKey = 'conclave.demo.code';
const roleKey = 'conclave.demo.role';
const roleSchema = v.fallback(v.nullable(v.picklist(['admin', 'observer'])), null);

/**
 * Trades the code that `npm start` printed for the logins of its own cluster. A tab that was open before logs in again
 * as the one last chosen. `null`: this page was opened without a code.
 */
export async function prepareDemo(client: EngineClient): Promise<ReactNode> {
  addEventListener('popstate', startAgain);
  const code = takeCode();
  if (code === null) return null;
  const cluster = await askLogins(code);
  if (typeof cluster === 'string') return <DemoFailed reason={cluster} />;
  const last = v.parse(roleSchema, tabShelf.get(roleKey));
  if (last !== null) void client.request('connect', connectRequest(cluster, last));
  const onRole = (role: DemoRole) => {
    tabShelf.set(roleKey, role);
  };
  return <DemoOffer cluster={cluster} onRole={onRole} />;
}

/** The printed address pasted into this tab changes nothing but the fragment: no document is loaded for that alone. */
function startAgain(event: PopStateEvent) {
  if (codeInAddress() === null) return;
  // Not for the router, which would look for a screen of that name.
  event.stopImmediatePropagation();
  takeCode();
  location.reload();
}

/** Out of the address at once: neither the history nor a copied link keeps it. */
function takeCode(): string | null {
  const code = codeInAddress();
  if (code === null) return tabShelf.get(codeKey);
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  tabShelf.set(codeKey, code);
  tabShelf.remove(roleKey);
  return code;
}

function codeInAddress(): string | null {
  return /^#demo=([\w-]+)$/u.exec(location.hash)?.[1] ?? null;
}

async function askLogins(code: string): Promise<DemoCluster | string> {
  try {
    const reply = await fetch('demo/credentials', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
      cache: 'no-store',
    });
    if (!reply.ok) return `HTTP ${String(reply.status)}`;
    return v.parse(offerSchema, await reply.json());
  } catch (reason) {
    return v.isValiError(reason) ? 'unreadable answer' : 'no answer';
  }
}
