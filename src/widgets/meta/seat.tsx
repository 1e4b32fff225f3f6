import type { ReactNode } from 'react';
import type { MetaGroup, MetaPeer, ServerModel } from '../../domain/cluster/model';
import { useTranslation } from '../../ui/translate';
import { Crown } from '../crown';
import { outsideName, PeerCircle, PeerNode } from './peer';
import type { MetaUse } from './use';
import { Name } from '../name';
import { zoneOf } from '../zone';

interface LeaderSeatProps {
  readonly meta: MetaGroup;
  readonly leader: MetaPeer | null;
  readonly servers: readonly ServerModel[];
  readonly use: MetaUse;
  readonly leads: ReactNode;
}

/** The leader above all others. While nobody leads its place stays empty: nobody else may stand there. */
export function LeaderSeat({ meta, leader, servers, use, leads }: LeaderSeatProps) {
  const { t } = useTranslation();
  if (leader === null) return <Vacant meta={meta} />;
  const row = servers.find(({ name }) => name === leader.server);
  const tag = zoneOf(servers)(leader.server ?? '');
  const name = outsideName(leader, (peer) => t('meta:nameless', { peer }));
  return (
    <div className="flex justify-center">
      <PeerNode
        peer={leader}
        use={use}
        className="grid max-w-full grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-3 px-3 py-1"
      >
        <span className="col-start-2 flex flex-col items-center gap-0.5">
          <Crown />
          <PeerCircle peer={leader} large />
        </span>
        <span className="flex min-w-0 flex-col pt-3">
          {name !== null && <Name text={name} className="type-strong wrap-anywhere" />}
          <span className="type-mono text-text-3">
            {[row?.cluster ?? '', tag].filter(Boolean).map((place) => (
              <Name key={place} text={place} className="mr-2 wrap-anywhere" />
            ))}
          </span>
          <span className="type-small text-text-2">{leads ?? t('model:log.leader')}</span>
        </span>
      </PeerNode>
    </div>
  );
}

function Vacant({ meta: { leadership, mark } }: { readonly meta: MetaGroup }) {
  const { t } = useTranslation();
  const last = leadership.kind === 'led' ? null : leadership.last;
  return (
    <div className="flex justify-center" data-testid="meta-vacant" data-state={mark}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-3 px-3 py-1">
        <svg aria-hidden="true" width={46} height={46} className="col-start-2 mt-3.5 block shrink-0">
          <circle cx={23} cy={23} r={21} className="fill-none stroke-unknown [stroke-dasharray:3_3]" />
        </svg>
        <span className="flex flex-col pt-3">
          <span className={leadership.kind === 'noQuorum' ? 'text-crit-ink' : 'text-text-2'}>
            {t(`model:leadership.${leadership.kind}`, { leader: '' })}
          </span>
          {last !== null && (
            <span className="type-small text-text-3">
              {t('meta:ledLast')} <Name text={last} />
            </span>
          )}
        </span>
      </div>
    </div>
  );
}
