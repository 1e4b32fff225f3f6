import type { Since } from '../../domain/asset-config/field';
import { knows } from '../../domain/asset-config/release';
import type { Version } from '../../domain/version';
import { Panel } from '../../ui/panel';
import { useTranslation } from '../../ui/translate';

/** A beginning, as it is offered. */
export interface TemplateCard {
  readonly id: string;
  readonly since: Since;
  readonly name: string;
  /** When to use it, in one line. */
  readonly help: string;
  readonly onChoose: () => void;
}

/** Proven beginnings; what the servers are too old for says so. */
export function TemplateCards({
  cards,
  version,
}: {
  readonly cards: readonly TemplateCard[];
  readonly version: Version | null;
}) {
  const { t } = useTranslation();
  return (
    <Panel title={t('wizard:start.templates')}>
      <ul className="grid gap-2 @lg:grid-cols-2 @3xl:grid-cols-3">
        {cards.map(({ id, since, name, help, onChoose }) => {
          const isKnown = knows(version, since);
          return (
            <li key={id} className="flex">
              <button
                type="button"
                data-testid="wizard-template"
                data-template={id}
                className="flex w-full flex-col items-start gap-0.5 rounded-control border border-line-strong px-3 py-2 text-left hover:bg-raised aria-disabled:border-line aria-disabled:text-text-3 aria-disabled:hover:bg-transparent"
                {...(isKnown ? {} : { 'aria-disabled': true })}
                onClick={isKnown ? onChoose : undefined}
              >
                <span className="type-strong">{name}</span>
                <span className="type-small text-text-2">{help}</span>
                {!isKnown && <span className="type-small text-warn-ink">{t('wizard:start.since', { since })}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
