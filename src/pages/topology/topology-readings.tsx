import type { Mark as MarkValue } from '../../domain/cluster/model';
import type { LinkKind, TopologyModel } from '../../domain/topology/model';
import { isUp, tallyOf, type LinkTally } from '../../domain/topology/tally';
import { worstMark } from '../../domain/cluster/marks';
import { useTranslation } from '../../ui/translate';
import { Readings } from '../../ui/key-values';
import { Mark } from '../../ui/mark';
import { toneText } from '../../ui/tone';
import { formatCount } from '../../widgets/format';
import { literal } from '../../widgets/literal';
import { formatRtt } from '../../widgets/topology/link-words';

/** Is everything joined that should be? One sentence, and the numbers of it. */
export function TopologyReadings({ topology }: { readonly topology: TopologyModel }) {
  const { t } = useTranslation();
  const { servers, links } = topology;
  const all = tallyOf(links);
  const of = (kind: LinkKind) => tallyOf(links.filter((link) => link.kind === kind));
  const known = servers.filter(({ presence }) => presence !== null);
  const told = known.filter(({ asOf }) => asOf !== null);
  const routes = of('route');
  const share = (tally: LinkTally) =>
    tally.of === 0 ? formatCount(0) : t('topology:ofCount', { have: formatCount(tally.up), of: formatCount(tally.of) });
  return (
    <>
      <Headline topology={topology} tally={all} />
      <Readings
        items={[
          { label: t('topology:routes'), value: <span data-testid="routes-up">{share(routes)}</span> },
          { label: t('topology:gateways'), value: share(of('gateway')) },
          { label: t('topology:leafs'), value: share(of('leaf')) },
          { label: t('topology:connections'), value: formatCount(all.connections) },
          { label: t('topology:usualRtt'), value: formatRtt(routes.rtt ?? all.rtt) },
          { label: t('topology:longestRtt'), value: formatRtt(all.slowest) },
          { label: t('topology:told'), value: t('topology:ofCount', { have: told.length, of: known.length }) },
        ]}
      />
    </>
  );
}

function Headline({ topology, tally }: { readonly topology: TopologyModel; readonly tally: LinkTally }) {
  const { t } = useTranslation();
  const { servers, links } = topology;
  const mark: MarkValue = worstMark(
    [...links, ...servers.filter(({ presence }) => presence !== null)].map((one) => one.mark),
    'unknown',
  );
  const { missing, oneWay } = tally.states;
  const unknown = links.filter((link) => !isUp(link) && !['missing', 'oneWay'].includes(link.state)).length;
  const parts = [
    missing > 0 && t('topology:headline.missing', { count: missing }),
    oneWay > 0 && t('topology:headline.oneWay', { count: oneWay }),
    tally.outliers > 0 && t('topology:headline.slow', { count: tally.outliers }),
    unknown > 0 && t('topology:headline.unknown', { count: unknown }),
  ].filter((part) => part !== false);
  const silent = servers.filter(({ presence }) => presence?.kind === 'silent' || presence?.kind === 'neverHeard');
  const untold = servers.filter(({ presence, asOf }) => presence?.kind === 'answering' && asOf === null);
  const names = (some: typeof servers) => {
    const shown = some.slice(0, 8).map(({ name }) => literal(name));
    return [...shown, ...(some.length > 8 ? [`+${String(some.length - 8)}`] : [])].join(', ');
  };
  return (
    <div data-testid="topology-headline" data-state={mark} data-missing={missing} data-one-way={oneWay}>
      <p className={`type-lead flex items-baseline gap-2 ${mark === 'ok' ? '' : toneText[mark]}`}>
        <Mark tone={mark} label={t(`model:mark.${mark}`)} />
        {links.length === 0
          ? t('topology:headline.alone')
          : parts.length === 0
            ? t('topology:headline.whole')
            : `${parts.join(', ')}.`}
      </p>
      {silent.length > 0 && <p className="text-text-2">{t('topology:silent', { names: names(silent) })}</p>}
      {untold.length > 0 && <p className="text-text-2">{t('topology:untold', { names: names(untold) })}</p>}
    </div>
  );
}
