import type { Mark as MarkValue } from '../domain/cluster/model';
import { Mark } from '../ui/mark';
import { toneText } from '../ui/tone';

/** A mark and its word: colour, shape and word together. */
export function Status({ mark, word }: { readonly mark: MarkValue; readonly word: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      <Mark tone={mark} />
      <span className={mark === 'ok' ? 'truncate text-text-2' : `truncate ${toneText[mark]}`}>{word}</span>
    </span>
  );
}
