import type { ServerName } from '../../domain/ids';
import type { StoppingSet, StoppingSets } from '../../domain/what-if/stopping-sets';
import { useTranslation } from '../../ui/translate';
import { EmptyState } from '../../ui/empty-state';
import { literal, shorten } from '../literal';

interface StoppingSetListProps {
  readonly found: StoppingSets;
  /** What the page asks now. */
  readonly chosen: string;
  readonly textOf: (servers: readonly ServerName[]) => string;
  readonly hrefOf: (servers: readonly ServerName[]) => string;
}

/** `n1 + n4` and what stops with them, each a link to its consequence. */
export function StoppingSetList({ found: { sets, more }, chosen, textOf, hrefOf }: StoppingSetListProps) {
  const { t } = useTranslation();
  if (sets.length === 0) return <EmptyState title={t('what-if:sets.none')} />;
  return (
    <>
      <ul className="@lg:max-h-[24rem] @lg:overflow-y-auto">
        {sets.map((set) => {
          const text = textOf(set.servers);
          return (
            <li key={text} className="border-b border-line">
              <a
                href={hrefOf(set.servers)}
                data-testid="stopping-set"
                data-servers={text}
                data-streams={set.streams.length}
                data-single={set.single.length}
                aria-current={text === chosen ? 'true' : undefined}
                className="flex min-h-8 flex-col px-3 py-1.5 hover:bg-raised focus-visible:focus-ring-inset aria-[current]:bg-raised aria-[current]:shadow-[inset_2px_0_var(--accent)]"
              >
                <span>
                  <bdi className="type-strong">{set.servers.map(short).join(' + ')}</bdi>
                  <span className="text-text-2">
                    {' '}
                    · <Stops set={set} />
                  </span>
                </span>
                {set.streams.length > 0 && (
                  <bdi className="type-small truncate text-text-3">
                    {set.streams
                      .slice(0, shown)
                      .map(({ name }) => short(name))
                      .join(', ')}
                    {set.streams.length > shown && ', …'}
                  </bdi>
                )}
              </a>
            </li>
          );
        })}
      </ul>
      <p className="type-small px-3 py-1.5 text-text-3">
        {t('what-if:sets.also')}
        {more && ` … ${t('what-if:sets.more')}.`}
      </p>
    </>
  );
}

/** Stream names written out. */
const shown = 8;
const short = (name: string) => shorten(literal(name), 40);

function Stops({ set: { streams, single, metas } }: { readonly set: StoppingSet }) {
  const { t } = useTranslation();
  return [
    ...(metas.length === 0 ? [] : [t('what-if:sets.meta')]),
    ...(streams.length === 0 ? [] : [t('what-if:sets.stop', { count: streams.length })]),
    ...(single.length === 0 ? [] : [t('what-if:sets.single', { count: single.length })]),
  ].join(' · ');
}
