import type { Summary } from '../../domain/summary/summary';
import { useTranslation } from '../../ui/translate';
import { resilienceWords } from './resilience-words';

interface ResilienceLineProps {
  readonly summary: Summary;
  /** The link is live: without it nothing is known. */
  readonly known: boolean;
  /** Where to ask further. */
  readonly href?: string;
}

/** The line of the whole cluster: how many servers it can lose, and whether any zone. */
export function ResilienceLine({ summary, known, href }: ResilienceLineProps) {
  const { t } = useTranslation();
  const words = known ? resilienceWords(t, summary) : [];
  if (words.length === 0) return null;
  return (
    <p data-testid="resilience" data-survives={summary.resilience.survives} className="text-text-2">
      {words.join('; ')}.
      {href !== undefined && (
        <>
          {' '}
          <a href={href} className="text-accent underline">
            {t('what-if:survive.ask')}
          </a>
        </>
      )}
    </p>
  );
}
