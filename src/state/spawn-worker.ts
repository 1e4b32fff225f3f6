import type { FromEngine } from '../engine/protocol';
import type { SpawnEngine } from './engine-port';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { readonly createScriptURL: (url: string) => string };
}

declare global {
  // Missing from TypeScript's own description of the browser, and from older browsers.
  var trustedTypes: TrustedTypes | undefined;
}

/**
 * Starts the engine from exactly one URL. The page's policy admits the one policy `conclave-worker`, and that one
 * refuses every other URL; a browser without trusted types takes the plain string.
 */
export function workerSpawner(entry: string): SpawnEngine {
  const policy = globalThis.trustedTypes?.createPolicy('conclave-worker', {
    createScriptURL: (url) => {
      if (url !== entry) throw new TypeError('refused: not the engine');
      return url;
    },
  });
  return (listener) => {
    const worker = new Worker(policy?.createScriptURL(entry) ?? entry, { type: 'module', name: 'conclave-engine' });
    worker.onmessage = (event: MessageEvent<FromEngine>) => {
      listener.message(event.data);
    };
    worker.onerror = () => {
      listener.error();
    };
    return {
      post: (message) => {
        worker.postMessage(message);
      },
      close: () => {
        worker.onmessage = null;
        worker.onerror = null;
        worker.terminate();
      },
    };
  };
}
