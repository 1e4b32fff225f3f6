import { alarmIn } from '../../domain/evacuate/next';
import type { Evacuation, EvacuationCluster, EvacuationRequest, EvacuationRun } from '../../domain/evacuate/model';
import { Button } from '../../ui/button';
import { useTranslation, type Translate } from '../../ui/translate';
import { alarmWords, tallyOf } from './evacuation-words';

export interface EvacuationControlsProps {
  readonly place: Pick<EvacuationRun, 'server' | 'domain'>;
  readonly cluster: EvacuationCluster;
  readonly known: Evacuation;
  readonly run: EvacuationRun | null;
  readonly onAsk: (kind: EvacuationRequest['kind']) => void;
}

/** Begin, pause, go on, take back: whichever means something now. */
export function EvacuationControls({ place, cluster, known, run, onAsk }: EvacuationControlsProps) {
  const { t } = useTranslation();
  const moving = tallyOf(known.rows).moving > 0;
  const state = run?.state.kind;
  const isDriven = state === 'running' || state === 'cancelling';
  const refused = isDriven ? null : refusalWords(t, place, cluster, known);
  const goesOn = moving || state === 'paused' || state === 'stopped';
  const takeBack = moving && state !== 'cancelling';
  return (
    <>
      {takeBack && <Button onClick={() => onAsk('cancel')}>{t('evacuate:cancel')}</Button>}
      {state === 'running' && run?.pace === 'paced' && (
        <Button onClick={() => onAsk('pause')}>{t('evacuate:pause')}</Button>
      )}
      {!isDriven && known.verdict.kind !== 'safe' && (
        <Button look="primary" {...(refused === null ? {} : { refused })} onClick={() => onAsk('start')}>
          {t(goesOn ? 'evacuate:goOn' : 'evacuate:start')}
        </Button>
      )}
    </>
  );
}

/** Why it cannot begin now; the engine asks itself the same before it does. */
function refusalWords(
  t: Translate,
  { domain }: EvacuationControlsProps['place'],
  cluster: EvacuationCluster,
  { rows, verdict }: Evacuation,
): string | null {
  const moving = rows.filter(({ phase }) => phase.kind === 'moves' || phase.kind === 'fills');
  const alarm = alarmIn(cluster, domain, new Set(moving.map(({ stream }) => stream.key)));
  if (alarm !== null) return alarmWords(t, alarm);
  const leads = verdict.kind === 'left' && verdict.leadsMeta;
  const open = rows.some(({ phase }) => phase.kind === 'waits') || moving.length > 0 || leads;
  return open ? null : t('evacuate:nothing');
}
