import { QueryClient } from '@tanstack/react-query';

/** For what one screen asks of the engine: only the screens that ask for something bring the library along. */
export const queries = new QueryClient({
  // The engine is reached by messages, not by the network that the library would watch.
  defaultOptions: { queries: { networkMode: 'always', retry: false } },
});
