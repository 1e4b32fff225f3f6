import { useTranslation } from '../../ui/translate';
import { useStaleness, useStatus } from '../../state/use-engine-state';
import { useHeardAt } from '../../state/use-heard';
import { Mark } from '../../ui/mark';
import { useNow } from '../../ui/use-now';
import { formatAge } from '../../widgets/format';
import { formatExact } from '../../widgets/format-time';

/** Live or not, and how old the picture is. Never live without a picture of which the age is known. */
export function Freshness() {
  const { t } = useTranslation();
  const staleness = useStaleness();
  const link = useStatus()?.link ?? 'connecting';
  const now = useNow();
  const asOf = useHeardAt();
  const word = staleness === 'engine' ? t('shell:link.engine') : t(`shell:link.${link}`);
  const age = asOf === null ? t('shell:noPicture') : t('shell:pictureAge', { age: formatAge(Math.max(now - asOf, 0)) });
  return (
    <p
      className="type-small flex items-center gap-2 whitespace-nowrap"
      data-state={staleness ?? 'live'}
      data-as-of={asOf ?? undefined}
      title={asOf === null ? undefined : formatExact(asOf)}
    >
      <Mark tone={staleness === null && asOf !== null ? 'ok' : staleness === null ? 'busy' : 'unknown'} size={10} />
      <span>{word}</span>
      <span className="text-text-3">{age}</span>
    </p>
  );
}
