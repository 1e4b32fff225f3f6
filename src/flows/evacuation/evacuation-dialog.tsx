import { useMemo, useState } from 'react';
import { evacuation } from '../../domain/evacuate/plan';
import type { EvacuationRequest, Pace } from '../../domain/evacuate/model';
import type { DomainName, ServerName } from '../../domain/ids';
import { useEvacuate, useEvacuationCluster, type EvacuationAnswer } from '../../state/use-evacuation';
import { useEvacuationRun } from '../../state/use-rows';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/notice';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation } from '../../ui/translate';
import { literal } from '../../widgets/literal';
import { EvacuationControls } from './evacuation-controls';
import { BeforeStart, Progress, VerdictView } from './evacuation-parts';
import { EvacuationTable } from './evacuation-table';
import { alarmWords } from './evacuation-words';

export interface EvacuationDialogProps {
  readonly server: ServerName;
  readonly domain: DomainName;
  readonly onClose: () => void;
}

/** The plan of an evacuation, then how far it is, then whether the server may be stopped. Closing it ends nothing. */
export function EvacuationDialog({ server, domain, onClose }: EvacuationDialogProps) {
  const { t } = useTranslation();
  const cluster = useEvacuationCluster();
  const latest = useEvacuationRun();
  const run = latest?.server === server && latest.domain === domain ? latest : null;
  const known = useMemo(() => cluster && evacuation(cluster, server, domain, run), [cluster, server, domain, run]);
  const [pace, setPace] = useState<Pace>('paced');
  const [refused, setRefused] = useState<EvacuationAnswer | null>(null);
  const evacuate = useEvacuate();
  const ask = async (kind: EvacuationRequest['kind']) => {
    setRefused(null);
    setRefused(await evacuate(kind === 'pause' ? { kind } : { kind, server, domain, pace }));
  };
  return (
    <Dialog
      place="wide"
      title={t('evacuate:title', { server: literal(server) })}
      closeLabel={t('evacuate:close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('evacuate:close')}</Button>
          {cluster !== null && known !== null && (
            <EvacuationControls
              place={{ server, domain }}
              cluster={cluster}
              known={known}
              run={run}
              onAsk={(kind) => void ask(kind)}
            />
          )}
        </>
      }
    >
      {cluster === null || known === null ? (
        <Skeleton label={t('model:loading')} lines={6} />
      ) : (
        <div className="@container flex flex-col gap-4">
          <VerdictView server={server} known={known} run={run} />
          {refused !== null && (
            <Notice tone="warn" title={t('evacuate:refused')} announce>
              {alarmWords(t, refused)}
            </Notice>
          )}
          <Progress known={known} run={run} />
          {run === null && <BeforeStart server={server} cluster={cluster} known={known} pace={pace} onPace={setPace} />}
          <EvacuationTable server={server} rows={known.rows} />
        </div>
      )}
    </Dialog>
  );
}
