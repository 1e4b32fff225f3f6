import { clsx } from 'clsx';
import { literal, shorten } from './literal';

/** Longer names are shown shortened. */
const most = 80;
/** Longer ones may be cut off by a column, and are shown whole on hover. */
const fits = 12;
/** A title of more is no help, and costs the browser. */
const titleMost = 4096;

/** A name or text that came from the cluster: literal, isolated from the direction of its neighbours, never in capitals. */
export function Name({ text, className }: { readonly text: string; readonly className?: string }) {
  const shown = literal(text);
  return (
    <bdi className={clsx('normal-case', className)} title={shown.length > fits ? shorten(shown, titleMost) : undefined}>
      {shorten(shown, most)}
    </bdi>
  );
}
