import { literal, shorten } from './literal';

/** Longer names are shown shortened, and whole on hover. */
const most = 80;

/** A name or text that came from the cluster. */
export function Name({ text, className }: { readonly text: string; readonly className?: string }) {
  const shown = literal(text);
  return (
    <bdi className={className} title={shown.length > most ? shown : undefined}>
      {shorten(shown, most)}
    </bdi>
  );
}
