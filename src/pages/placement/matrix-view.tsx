import { useCallback, useMemo, useRef, useState } from 'react';
import { streamPlace, type ServerName, type StreamKey } from '../../domain/ids';
import { groupingOf, sortingOf, zoomOf } from './placement-search';
import { Arranger } from '../../domain/placement/arrange';
import type { PlacementColumn } from '../../domain/placement/columns';
import { placementCsv } from '../../domain/placement/csv';
import { hottest } from '../../domain/placement/heat';
import { columnTotals, holdingsOf, measures } from '../../domain/placement/totals';
import { saveFile } from '../../ui/save-file';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useConsumers } from '../../state/use-rows';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { Legend } from '../../widgets/placement/legend';
import { Matrix, type MatrixHandle } from '../../widgets/placement/matrix';
import { ShareBars } from '../../widgets/placement/share-bars';
import { Pointing } from '../../widgets/placement/spot';
import { ZonePicks } from '../../widgets/what-if/zone-picks';
import { CellPanel } from './cell-panel';
import { NoRows } from './no-rows';
import { spotOf, spotText, streamOf, streamText } from './spot-text';
import { Toolbar } from './toolbar';
import { useHasty } from './use-hasty';
import type { ViewProps } from './view-props';

/** The drawing, and beside it the chosen cell in words and who leads how much. */
export function MatrixView({ placement, values, set, chosen, choose }: ViewProps) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { rows, columns, rateOf } = placement;
  const { filter, heat } = values;
  const group = groupingOf(values.group);
  const { sort, descending } = sortingOf(values.sort);
  const [arranger] = useState(() => new Arranger());
  const groups = useMemo(
    () => arranger.arrange(rows, { group, sort, descending, search: filter }),
    [arranger, rows, group, sort, descending, filter],
  );
  const shown = useMemo(() => groups.flatMap((one) => one.rows), [groups]);
  const holdings = useMemo(() => holdingsOf(shown), [shown]);
  const totals = useMemo(() => columnTotals(holdings, columns), [holdings, columns]);
  const most = useMemo(() => hottest(shown, heat, rateOf), [shown, heat, rateOf]);

  const [spot, select] = useHasty(values.at, spotOf, spotText, (at) => set({ at }));
  const [zoom, zoomTo] = useHasty(values.zoom, zoomOf, String, (text) => set({ zoom: zoomOf(text) }));
  const [pointing] = useState(() => new Pointing());
  const opened = streamOf(values.consumers);
  const consumers = useConsumers(opened);
  const expanded = useMemo(
    () => (opened === null ? null : { stream: opened, consumers: consumers.rows }),
    [opened, consumers.rows],
  );
  const expand = useCallback(
    (stream: StreamKey) => set({ consumers: stream === opened ? '' : streamText(stream) }),
    [set, opened],
  );
  const hrefOf = useCallback(({ name }: PlacementColumn) => paths.server(cluster, name), [cluster]);

  const matrix = useRef<MatrixHandle>(null);
  const [undrawn, setUndrawn] = useState(false);
  const savePng = async () => {
    const picture = (await matrix.current?.picture()) ?? null;
    setUndrawn(picture === null);
    if (picture !== null) saveFile(picture, `placement-${cluster}.png`);
  };
  const saveCsv = () => {
    saveFile(new Blob([placementCsv(shown, columns)], { type: 'text/csv' }), `placement-${cluster}.csv`);
  };

  const toggle = useCallback(
    (server: ServerName) => {
      const rest = [...chosen].filter((name) => name !== server);
      choose(chosen.has(server) ? rest : [...rest, server]);
    },
    [chosen, choose],
  );

  return (
    <>
      <Toolbar values={values} set={set} zoom={zoom} onZoom={zoomTo} onPng={() => void savePng()} onCsv={saveCsv} />
      {undrawn && <Notice tone="unknown" title={t('placement:noPicture')} announce />}
      <div className="grid flex-1 grid-rows-[minmax(26rem,1fr)_auto] gap-4 @4xl:min-h-0 @4xl:grid-cols-[minmax(0,1fr)_20rem] @4xl:grid-rows-[minmax(0,1fr)]">
        <div className="flex min-h-0 min-w-0 flex-col gap-2">
          <div className="flex min-h-0 flex-1 flex-col rounded-panel border border-line bg-panel">
            <ZonePicks servers={placement.servers} chosen={chosen} onChoose={choose} />
            {shown.length === 0 ? (
              <NoRows filtered={rows.length > 0} set={set} />
            ) : (
              <Matrix
                label={t('placement:matrix')}
                groups={groups}
                group={group}
                columns={columns}
                expanded={expanded}
                heat={heat}
                most={most}
                rateOf={rateOf}
                zoom={zoom}
                selected={spot}
                chosen={chosen}
                totals={totals}
                measures={measures}
                pointing={pointing}
                onSelect={select}
                onOpen={({ stream }) => location.assign(paths.stream(cluster, streamPlace(stream)))}
                onExpand={expand}
                onChoose={toggle}
                onZoom={zoomTo}
                handle={matrix}
              />
            )}
          </div>
          <div className="flex flex-wrap items-center gap-x-4">
            <Legend heat={heat} most={most} />
            {filter !== '' && (
              <span className="type-small ml-auto text-text-2">{t('placement:shown', { count: shown.length })}</span>
            )}
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-4 @4xl:overflow-y-auto">
          <CellPanel placement={placement} pointing={pointing} selected={spot} expanded={expanded} onExpand={expand} />
          <Panel title={t('placement:measure.leaders')}>
            <ShareBars totals={totals} measure="leaders" hrefOf={hrefOf} />
          </Panel>
        </div>
      </div>
    </>
  );
}
