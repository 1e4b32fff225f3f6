import { approximate, type Count, type Limit } from '../../domain/count';
import { useTranslation } from '../../ui/translate';
import { Bar } from '../../ui/bar';
import { formatBytes } from '../../widgets/format';
import { limitText } from '../../widgets/server-table';

interface UsageProps {
  /** Bytes, all three. */
  readonly used: Count;
  readonly reserved: Limit;
  readonly limit: Limit;
}

/** What a server stores, has promised and may store, in words and drawn. */
export function Usage({ used, reserved, limit }: UsageProps) {
  const { t } = useTranslation();
  const unlimited = t('servers:unlimited');
  const words = t('servers:usage', {
    used: formatBytes(used),
    reserved: limitText(reserved, unlimited),
    limit: limitText(limit, unlimited),
  });
  return (
    <span className="flex flex-col gap-1 pb-1">
      <span>{words}</span>
      {limit !== 'unlimited' && (
        <Bar
          label={words}
          used={approximate(used)}
          reserved={reserved === 'unlimited' ? null : approximate(reserved)}
          limit={approximate(limit)}
        />
      )}
    </span>
  );
}
