import { QueryClient } from '@tanstack/react-query';
import { plainJson } from '../lib/plain-json';

/** For what one screen asks of the engine: only the screens that ask for something bring the library along. */
export const queries = new QueryClient({
  // The engine is reached by messages, not by the network that the library would watch.
  // What is asked for may hold a sequence beyond 2^53, which the library's own hash has no form for.
  defaultOptions: { queries: { networkMode: 'always', retry: false, queryKeyHashFn: plainJson } },
});
