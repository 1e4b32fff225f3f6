import type { BackupFacts } from '../../domain/backup/backup';
import { KeyValues } from '../../ui/key-values';
import { Panel } from '../../ui/panel';
import { useTranslation } from '../../ui/translate';
import { formatBytes, formatCount } from '../../widgets/format';
import { formatExact } from '../../widgets/format-time';
import { literal, shorten } from '../../widgets/literal';
import { Name } from '../../widgets/name';

/** Subjects written out before the rest is counted. */
const mostSubjects = 8;

/** What a backup says of itself. */
export function BackupHolds({ facts }: { readonly facts: BackupFacts }) {
  const { t } = useTranslation();
  const { config, holding, firstTime, lastTime, format, size } = facts;
  const rest = config.subjects.length - mostSubjects;
  const subjects = [
    ...config.subjects.slice(0, mostSubjects).map((subject) => shorten(literal(subject), 60)),
    ...(rest > 0 ? [`+${String(rest)}`] : []),
  ];
  const bytes = formatBytes(holding.bytes);
  const range = { first: formatCount(holding.firstSeq), last: formatCount(holding.lastSeq) };
  return (
    <Panel title={t('restore:holds')}>
      <div data-testid="restore-holds">
        <KeyValues
          items={[
            { label: t('restore:stream'), value: <Name text={config.name} /> },
            { label: t('restore:messages'), value: `${formatCount(holding.messages)} · ${bytes}` },
            { label: t('restore:sequences'), value: t('restore:range', range) },
            ...(firstTime !== null && lastTime !== null && holding.messages !== 0
              ? [
                  {
                    label: t('restore:times'),
                    value: t('restore:range', { first: formatExact(firstTime), last: formatExact(lastTime) }),
                  },
                ]
              : []),
            {
              label: t('restore:consumers'),
              value: t('restore:consumersHint', { count: holding.consumers }),
            },
            { label: t('restore:subjects'), value: subjects.length === 0 ? t('restore:none') : subjects.join(', ') },
            { label: t('restore:size'), value: formatBytes(size) },
            { label: t('restore:kind'), value: t(`restore:${format}Kind`) },
          ]}
        />
      </div>
    </Panel>
  );
}
