import { freeBytes } from '../../../domain/placement/fit';
import { deepEqual } from '../../../domain/same';
import type { Room, StreamContext } from '../../../domain/stream-config/context';
import type { StreamConfig } from '../../../domain/stream-config/fields';
import { fittingServers, type Candidate } from '../../../domain/stream-config/fitting';
import { Mark } from '../../../ui/mark';
import { Panel } from '../../../ui/panel';
import { useTranslation } from '../../../ui/translate';
import { formatBytes } from '../../../widgets/format';
import { literal } from '../../../widgets/literal';
import { Name } from '../../../widgets/name';
import { obstacleWords } from '../../../widgets/placement/explanation-words';

interface PlacementPreviewProps {
  readonly config: StreamConfig;
  readonly context: StreamContext;
}

/** Which servers could hold a copy, and why the others cannot. */
export function PlacementPreview({ config, context }: PlacementPreviewProps) {
  const { t } = useTranslation();
  const { room, edited } = context;
  if (room === null) return null;
  const held = edited === null || movesAway(config, edited.config) ? [] : edited.members;
  const needed = Math.max(Number(config.replicas), 1) - held.length;
  const { cluster, candidates, sure, silent } = fittingServers(config, room, held);
  return (
    <Panel title={t('wizard:placement.title')} padding="none">
      <div className="flex flex-col gap-1 px-3 py-2 text-text-2" data-testid="wizard-placement" data-sure={sure}>
        {edited !== null && needed <= 0 ? (
          <p>{t('wizard:placement.keeps')}</p>
        ) : (
          <p>
            {cluster === null
              ? t('wizard:placement.noServer')
              : t('wizard:placement.cluster', {
                  cluster: literal(cluster),
                  sure,
                  count: candidates.length,
                  replicas: needed,
                })}{' '}
            {silent > 0 && t('wizard:placement.silentToo', { count: silent })}
          </p>
        )}
      </div>
      {(edited === null || needed > 0) && candidates.length > 0 && (
        <ul className="max-h-72 overflow-y-auto border-t border-line">
          {candidates.map((candidate) => (
            <Row key={candidate.server} candidate={candidate} room={room} config={config} />
          ))}
        </ul>
      )}
      <p className="type-small border-t border-line px-3 py-2 text-text-3">{t('wizard:placement.computed')}</p>
    </Panel>
  );
}

function Row({ candidate, room, config }: { candidate: Candidate; room: Room; config: StreamConfig }) {
  const { t } = useTranslation();
  const { server, obstacles } = candidate;
  const model = room.fit.servers.get(server);
  const free = model === undefined ? null : freeBytes(model, config.storage);
  const fits = obstacles.length === 0;
  const words = fits
    ? [
        t('wizard:placement.could'),
        free === null
          ? ''
          : free === 'unlimited'
            ? t('wizard:placement.freeUnlimited')
            : t('wizard:placement.free', { free: formatBytes(free) }),
      ]
    : obstacles.map((obstacle) => obstacleWords(t, obstacle));
  const tone = fits ? 'ok' : obstacles.some(({ kind }) => kind === 'notKnown') ? 'unknown' : 'warn';
  return (
    <li className="flex gap-2 border-b border-line px-3 py-1 last:border-b-0" data-server={server} data-fits={fits}>
      <Mark tone={tone} className="mt-1" />
      <span className="min-w-0">
        <Name text={server} className="type-strong" />{' '}
        <span className="text-text-2">{words.filter((word) => word !== '').join(', ')}</span>
      </span>
    </li>
  );
}

/** Another placement is a move: all copies are looked for anew. */
function movesAway(config: StreamConfig, before: StreamConfig): boolean {
  return config.placement !== null && !deepEqual(config.placement, before.placement);
}
