import type { ReactNode } from 'react';
import type { ConsumerModel } from '../../domain/cluster/model';
import type { Explanation } from '../../domain/placement/explain';
import type { FitContext } from '../../domain/placement/fit';
import type { Cell } from '../../domain/placement/cell';
import { type Translate, useTranslation } from '../../ui/translate';
import { KeyValues, type KeyValue } from '../../ui/key-values';
import { Panel } from '../../ui/panel';
import { Age } from '../age';
import { unknownText } from '../format';
import { Contact, Log, Store } from '../lamps';
import { Name } from '../name';
import { explanationWords } from './explanation-words';

export interface ExplanationPanelProps {
  readonly explanation: Explanation;
  /** The copy is one of this consumer; else of the stream. */
  readonly consumer: { readonly model: ConsumerModel; readonly cell: Cell | null } | null;
  readonly context: FitContext;
  readonly streamHref: string;
  readonly serverHref: string;
  /** What can be done about this cell: actions, what-if. */
  readonly children?: ReactNode;
}

/** One cell in words: how the copy stands by its three lamps, and why it is here or why none is. */
export function ExplanationPanel(props: ExplanationPanelProps) {
  const { explanation, consumer, context, streamHref, serverHref, children } = props;
  const { t } = useTranslation();
  const { row, server } = explanation;
  const cell = consumer === null ? explanation.cell : consumer.cell;
  const state = cell?.state ?? 'empty';
  const sentences =
    consumer === null
      ? explanationWords(t, explanation, context)
      : [t(cell === null ? 'placement:why.consumerNot' : 'placement:why.consumer')];
  return (
    <Panel
      padding="none"
      title={
        <>
          <a href={streamHref} className="hover:underline">
            <Name text={consumer?.model.name ?? row.stream.name} />
          </a>{' '}
          <span className="font-normal text-text-3">{t('placement:on')}</span>{' '}
          <a href={serverHref} className="hover:underline">
            <Name text={server} />
          </a>
        </>
      }
    >
      <div
        data-testid="placement-explanation"
        data-stream={row.stream.name}
        data-server={server}
        data-state={state}
        className="flex flex-col"
      >
        <div className="p-3">
          <KeyValues
            items={[{ label: t('placement:copy'), value: t(`placement:state.${state}`) }, ...lamps(t, cell)]}
          />
        </div>
        <div className="flex flex-col gap-1.5 border-t border-line p-3 text-text-2">
          {sentences.map((sentence) => (
            <p key={sentence} className="break-words">
              {sentence}
            </p>
          ))}
          <p className="type-small text-text-3">{t('placement:why.computed')}</p>
        </div>
        {children !== undefined && <div className="flex flex-wrap gap-2 border-t border-line p-3">{children}</div>}
      </div>
    </Panel>
  );
}

function lamps(t: Translate, cell: Cell | null): readonly KeyValue[] {
  const copy = cell?.copy ?? null;
  if (copy === null) return [];
  return [
    { label: t('placement:contact'), value: <Contact lamp={copy.contact} presence={copy.presence} /> },
    { label: t('placement:log'), value: <Log lamp={copy.log} /> },
    ...(copy.state === null ? [] : [{ label: t('placement:store'), value: <Store copy={copy} /> }]),
    { label: t('placement:asOf'), value: copy.asOf === null ? unknownText : <Age at={copy.asOf} ago /> },
  ];
}
