import type { MetaGroup, ServerModel, StreamModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import { selectionText } from '../../domain/what-if/selection';
import { useTranslation } from '../../ui/translate';
import { Button, ButtonLink } from '../../ui/button';
import { Mark } from '../../ui/mark';
import { toneText } from '../../ui/tone';
import { barTone, barWords } from './bar-words';
import { useConsequence } from './use-consequence';

export interface ConsequenceBarProps {
  readonly servers: readonly ServerModel[];
  readonly metas: readonly MetaGroup[];
  /** `loaded`: they have been read. Without it nothing is said of streams. */
  readonly streams: { readonly rows: readonly StreamModel[]; readonly loaded: boolean };
  /** As `selectionOf` reads them from the address. */
  readonly chosen: readonly ServerName[];
  /** Where the whole consequence is: `paths.whatIf`. */
  readonly href: string;
  readonly onClear: () => void;
}

/** What the loss of the servers chosen in a drawing would stop, in one line; the rest is a click away. */
export function ConsequenceBar({ servers, metas, streams, chosen, href, onClear }: ConsequenceBarProps) {
  const { t } = useTranslation();
  const { consequence, asked } = useConsequence(servers, metas, streams.rows, chosen);
  const tone = barTone(consequence, streams.loaded);
  const [head, ...rest] = barWords(t, consequence, asked.length, streams.loaded);
  return (
    <div
      data-testid="consequence-bar"
      data-servers={selectionText(asked)}
      data-state={tone}
      data-stops={streams.loaded ? consequence.streams.stops.length : ''}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-raised px-3 py-1.5"
    >
      <p aria-live="polite" className="flex min-w-0 flex-1 basis-60 items-start gap-2 text-pretty">
        <Mark tone={tone} className="mt-1" label={t(`model:mark.${tone}`)} />
        <span>
          <span className="type-strong">{head}</span>{' '}
          <span className={tone === 'ok' ? 'text-text-2' : toneText[tone]}>{rest.join(' · ')}</span>
        </span>
      </p>
      <span className="ml-auto flex gap-2">
        <Button size="small" look="quiet" onClick={onClear}>
          {t('what-if:clear')}
        </Button>
        <ButtonLink href={href} size="small">
          {t('what-if:bar.open')}
        </ButtonLink>
      </span>
    </div>
  );
}
