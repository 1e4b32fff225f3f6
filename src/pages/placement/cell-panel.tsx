import { memo, useSyncExternalStore } from 'react';
import { explain } from '../../domain/placement/explain';
import type { StreamKey } from '../../domain/ids';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useFlows } from '../../state/flows';
import { useClusterKey } from '../../state/use-page-search';
import { Button, ButtonLink } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { ExplanationPanel } from '../../widgets/placement/explanation-panel';
import type { Expanded } from '../../widgets/placement/matrix-lines';
import { consumerCells } from '../../domain/placement/cell';
import type { Pointing, Spot } from '../../widgets/placement/spot';
import { WhatIfLink } from '../../widgets/what-if/what-if-link';
import type { Placement } from './use-placement';

interface CellPanelProps {
  readonly placement: Placement;
  readonly pointing: Pointing;
  readonly selected: Spot | null;
  readonly expanded: Expanded | null;
  readonly onExpand: (stream: StreamKey) => void;
}

/** The cell under the pointer, else the chosen one, in words. */
export const CellPanel = memo(function CellPanel(props: CellPanelProps) {
  const { placement, pointing, selected, expanded, onExpand } = props;
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { CopyActions } = useFlows();
  const spot = useSyncExternalStore(pointing.subscribe, pointing.get) ?? selected;
  const row = spot === null ? undefined : placement.rows.find(({ stream }) => stream.key === spot.stream);
  if (spot === null || row === undefined)
    return (
      <Panel title={t('placement:nothing')}>
        <p className="text-text-2">{t('placement:nothingBody')}</p>
      </Panel>
    );
  const isOpen = expanded?.stream === spot.stream;
  const model = isOpen ? expanded.consumers.find(({ name }) => name === spot.consumer) : undefined;
  const consumer =
    model === undefined
      ? null
      : { model, cell: consumerCells(model).find(({ server }) => server === spot.server) ?? null };
  const count = row.stream.consumers?.count ?? null;
  return (
    <ExplanationPanel
      explanation={explain(row, spot.server, placement.context)}
      consumer={consumer}
      context={placement.context}
      streamHref={paths.stream(cluster, row.stream)}
      serverHref={paths.server(cluster, spot.server)}
    >
      <ButtonLink size="small" href={paths.stream(cluster, row.stream)}>
        {t('placement:openStream')}
      </ButtonLink>
      <Button
        size="small"
        aria-expanded={isOpen}
        onClick={() => onExpand(spot.stream)}
        {...(count === 0 && !isOpen ? { refused: t('placement:showConsumers', { count }) } : {})}
      >
        {isOpen
          ? t('placement:hideConsumers')
          : count === null
            ? t('placement:showConsumersAny')
            : t('placement:showConsumers', { count })}
      </Button>
      <WhatIfLink href={paths.whatIf(cluster, [spot.server])} />
      {CopyActions !== undefined && (
        <CopyActions stream={row.stream} server={spot.server} consumer={consumer?.model ?? null} />
      )}
    </ExplanationPanel>
  );
});
