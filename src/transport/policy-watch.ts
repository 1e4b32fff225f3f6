import { parseUrl } from './address';

/** Hears of connections that the content security policy of this page or worker forbids. */
export interface PolicyWatch {
  readonly blocked: boolean;
  stop(): void;
}

/** A blocked socket fails like an unreachable one; only this event tells them apart. */
export function watchPolicy(url: string, target: EventTarget = globalThis): PolicyWatch {
  const { host } = new URL(url);
  let blocked = false;
  const listener = (event: Event) => {
    const uri = 'blockedURI' in event && typeof event.blockedURI === 'string' ? event.blockedURI : '';
    if (parseUrl(uri)?.host === host) blocked = true;
  };
  // Node's global has no events.
  if ('addEventListener' in target) target.addEventListener('securitypolicyviolation', listener);
  return {
    get blocked() {
      return blocked;
    },
    stop() {
      if ('removeEventListener' in target) target.removeEventListener('securitypolicyviolation', listener);
    },
  };
}
