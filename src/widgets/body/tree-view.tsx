import { ChevronDown, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { firstFolds, visibleLines, type Line } from '../../domain/body/lines';
import { Button } from '../../ui/button';
import { useTranslation } from '../../ui/translate';
import { VirtualLines } from '../../ui/virtual-lines';
import { formatCount } from '../format';
import { literal } from '../literal';

const noFolds: ReadonlySet<number> = new Set();
/** Characters of one value in its line. */
const mostShown = 2000;

/** A structured value, line by line; what is inside of something can be folded away. */
export function TreeView({ lines }: { readonly lines: readonly Line[] }) {
  const { t } = useTranslation();
  const [folds, setFolds] = useState<{ readonly of: readonly Line[]; readonly set: ReadonlySet<number> } | null>(null);
  const first = useMemo(() => firstFolds(lines), [lines]);
  const folded = folds?.of === lines ? folds.set : first;
  const visible = useMemo(() => visibleLines(lines, folded), [lines, folded]);
  const toggle = (index: number) => {
    const set = new Set(folded);
    if (!set.delete(index)) set.add(index);
    setFolds({ of: lines, set });
  };
  return (
    <div className="flex min-h-0 flex-col gap-2">
      {lines.length > 3 && (
        <div className="flex gap-2">
          <Button size="small" look="quiet" onClick={() => setFolds({ of: lines, set: noFolds })}>
            {t('messages:body.unfold')}
          </Button>
          <Button size="small" look="quiet" onClick={() => setFolds({ of: lines, set: containers(lines) })}>
            {t('messages:body.fold')}
          </Button>
        </div>
      )}
      <VirtualLines
        label={t('messages:body.structure')}
        count={visible.length}
        line={(at) => {
          const index = visible[at] ?? 0;
          const line = lines[index];
          return line && <TreeLine line={line} folded={folded.has(index)} onToggle={() => toggle(index)} />;
        }}
      />
    </div>
  );
}

/** All but the outermost. */
function containers(lines: readonly Line[]): ReadonlySet<number> {
  return new Set(
    lines.flatMap(({ content, depth }, index) =>
      content.kind === 'open' && content.size > 0 && depth > 0 ? [index] : [],
    ),
  );
}

interface TreeLineProps {
  readonly line: Line;
  readonly folded: boolean;
  readonly onToggle: () => void;
}

const inks = { text: 'text-ok-ink', number: 'text-busy-ink', word: 'text-warn-ink', bytes: 'text-text-2' } as const;

function TreeLine({ line: { depth, name, content, comma }, folded, onToggle }: TreeLineProps) {
  const { t } = useTranslation();
  const canFold = content.kind === 'open' && content.size > 0;
  const end = content.kind === 'open' && content.bracket === '{' ? '}' : ']';
  return (
    <span className="flex">
      <span style={{ width: `${String(Math.min(depth, 40) * 2)}ch` }} className="shrink-0" />
      {canFold ? (
        <button
          type="button"
          aria-expanded={!folded}
          aria-label={t(folded ? 'messages:body.unfoldOne' : 'messages:body.foldOne', { name: literal(name ?? '') })}
          onClick={onToggle}
          className="-my-1 flex size-6 shrink-0 items-center justify-center text-text-3 hover:text-text focus-visible:focus-ring-inset"
        >
          {folded ? <ChevronRight size={12} aria-hidden /> : <ChevronDown size={12} aria-hidden />}
        </button>
      ) : (
        <span className="w-6 shrink-0" />
      )}
      {name !== null && (
        <>
          <bdi>{literal(JSON.stringify(name))}</bdi>
          <span className="text-text-3">:&nbsp;</span>
        </>
      )}
      {content.kind === 'value' ? (
        <bdi className={inks[content.type]}>
          {shown(content.type === 'text' ? JSON.stringify(content.text) : content.text)}
        </bdi>
      ) : (
        <span className="text-text-3">
          {content.bracket}
          {content.kind === 'open' && (folded || content.size === 0) && (
            <>
              {content.size > 0 &&
                ` ${t('messages:body.items', { count: content.size, items: formatCount(content.size) })} `}
              {end}
            </>
          )}
        </span>
      )}
      {comma && !(content.kind === 'open' && !folded && content.size > 0) && <span className="text-text-3">,</span>}
    </span>
  );
}

/** A very long value belongs into the view of the text. */
function shown(text: string): string {
  return literal(text.length > mostShown ? `${text.slice(0, mostShown)}…` : text);
}
