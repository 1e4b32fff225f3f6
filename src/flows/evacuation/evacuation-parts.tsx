import { mostAtOnce } from '../../domain/evacuate/next';
import type { Evacuation, EvacuationCluster, EvacuationRun, Pace } from '../../domain/evacuate/model';
import type { ServerName } from '../../domain/ids';
import { evacuateSince } from '../../domain/permit/since';
import { isAtLeast } from '../../domain/version';
import { Bar } from '../../ui/bar';
import { Notice } from '../../ui/notice';
import { Segmented } from '../../ui/segmented';
import type { Tone } from '../../ui/tone';
import { useTranslation } from '../../ui/translate';
import { literal } from '../../widgets/literal';
import { alarmWords, leftWords, tallyOf } from './evacuation-words';

interface KnownProps {
  readonly known: Evacuation;
  readonly run: EvacuationRun | null;
}

/** May it be stopped? The one line that all of this is about. */
export function VerdictView({ server, known: { verdict }, run }: KnownProps & { readonly server: ServerName }) {
  const { t } = useTranslation();
  const name = { server: literal(server) };
  const body =
    verdict.kind === 'left'
      ? leftWords(t, verdict)
      : t(verdict.kind === 'safe' ? 'evacuate:safeBody' : 'evacuate:notKnownBody', name);
  const tone: Tone = verdict.kind === 'safe' ? 'ok' : verdict.kind === 'notKnown' ? 'unknown' : 'warn';
  return (
    <div data-testid="evacuation-verdict" data-state={verdict.kind}>
      <Notice
        tone={tone === 'warn' && run?.state.kind === 'running' ? 'busy' : tone}
        title={t(`evacuate:${verdict.kind}`, name)}
      >
        {body}
      </Notice>
    </div>
  );
}

/** How far it is, and why it does not go on. */
export function Progress({ known: { rows }, run }: KnownProps) {
  const { t } = useTranslation();
  const tally = tallyOf(rows);
  const state = run?.state.kind ?? (tally.moving > 0 ? 'found' : 'plan');
  const words = t('evacuate:tally', tally);
  const staying = rows.filter(({ phase }) => phase.kind === 'stays').length;
  return (
    <div className="flex flex-col gap-2">
      <p
        data-testid="evacuation-state"
        data-state={state}
        data-gone={tally.gone}
        data-moving={tally.moving}
        data-waiting={tally.waiting}
        data-staying={tally.staying}
        className="flex flex-wrap gap-x-3"
      >
        <span role="status" className="type-strong">
          {t(`evacuate:state.${state}`)}
        </span>
        <span className="text-text-2">{words}</span>
      </p>
      {run !== null && <Bar label={words} used={tally.gone} reserved={tally.gone + tally.moving} limit={rows.length} />}
      {run?.state.kind === 'stopped' && (
        <Notice tone="crit" title={t('evacuate:state.stopped')} announce>
          {alarmWords(t, run.state.alarm)}
        </Notice>
      )}
      {staying > 0 && (
        <Notice tone="warn" title={t('evacuate:stays', { count: staying })}>
          {t('evacuate:staysBody')}
        </Notice>
      )}
    </div>
  );
}

interface BeforeStartProps {
  readonly server: ServerName;
  readonly cluster: EvacuationCluster;
  readonly known: Evacuation;
  readonly pace: Pace;
  readonly onPace: (pace: Pace) => void;
}

/** What will be done, and how. */
export function BeforeStart({ server, cluster, known: { rows, verdict }, pace, onPace }: BeforeStartProps) {
  const { t } = useTranslation();
  const fits = rows.length > 0 && rows.every(({ phase }) => phase.kind === 'waits');
  const offersAll =
    fits &&
    cluster.servers.every(
      ({ presence, version }) => presence.kind !== 'answering' || isAtLeast(version, evacuateSince),
    );
  return (
    <div className="flex flex-col gap-2 text-text-2">
      <p>{t('evacuate:lead', { server: literal(server), most: mostAtOnce })}</p>
      {verdict.kind === 'left' && verdict.leadsMeta && <p>{t('evacuate:metaFirst')}</p>}
      {offersAll && (
        <Segmented
          label={t('evacuate:pace')}
          current={pace}
          options={[
            { id: 'paced', label: t('evacuate:paced') },
            { id: 'allAtOnce', label: t('evacuate:allAtOnce') },
          ]}
          onChoose={onPace}
        />
      )}
      {offersAll && pace === 'allAtOnce' && <p>{t('evacuate:wholeLead')}</p>}
    </div>
  );
}
