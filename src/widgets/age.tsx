import { useNow } from '../ui/use-now';
import { formatAge } from './format';
import { formatExact } from './format-time';

/** Time since a moment of this browser's clock (ms since 1970), ticking by itself; the exact moment on hover. */
export function Age({ at }: { readonly at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at)}>
      {formatAge(Math.max(now - at, 0))}
    </time>
  );
}
