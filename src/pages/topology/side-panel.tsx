import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { ServerName } from '../../domain/ids';
import type { TopologyLink, TopologyModel } from '../../domain/topology/model';
import { odditiesOf, type Oddity } from '../../domain/topology/odd';
import { isOdd } from '../../domain/topology/tally';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { Button, IconButton } from '../../ui/button';
import { Mark } from '../../ui/mark';
import { Panel } from '../../ui/panel';
import { literal } from '../../widgets/literal';
import { Name } from '../../widgets/name';
import { LinkDetails } from '../../widgets/topology/link-details';
import { useLinkWords } from '../../widgets/topology/link-words';

interface SidePanelProps {
  readonly topology: TopologyModel;
  readonly selected: readonly ServerName[];
  readonly link: TopologyLink | null;
  readonly onSelect: (servers: readonly ServerName[]) => void;
  readonly onLink: (link: TopologyLink | null) => void;
}

/** Rows of the list of odd links; the rest is in the table. */
const most = 10;

/** What was chosen in the drawing; without a choice, what is not as it should be. */
export function SidePanel({ topology, selected, link, onSelect, onLink }: SidePanelProps) {
  const { t } = useTranslation();
  const { name } = useLinkWords();
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {selected.length > 0 && <Chosen selected={selected} onSelect={onSelect} />}
      {link !== null && (
        <Panel
          title={<bdi>{name(link)}</bdi>}
          meta={t(`topology:kind.${link.kind}`)}
          right={
            <IconButton
              label={t('topology:close')}
              onClick={() => {
                onLink(null);
              }}
            >
              <X size={14} aria-hidden />
            </IconButton>
          }
        >
          <LinkDetails link={link} />
        </Panel>
      )}
      <OddLinks topology={topology} onSelect={onSelect} onLink={onLink} />
    </div>
  );
}

function Chosen({ selected, onSelect }: Pick<SidePanelProps, 'selected' | 'onSelect'>) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  return (
    <Panel
      title={t('topology:selected', { count: selected.length })}
      right={
        <Button size="small" look="quiet" onClick={() => onSelect([])}>
          {t('topology:clear')}
        </Button>
      }
    >
      <ul className="flex flex-wrap gap-x-3 gap-y-1" data-testid="topology-chosen">
        {selected.map((server) => (
          <li key={server}>
            <a href={paths.server(cluster, server)} className="underline underline-offset-2">
              <Name text={server} />
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type OddLinksProps = Pick<SidePanelProps, 'topology' | 'onSelect' | 'onLink'>;

/** A row leads to its link, or chooses its server. */
function OddLinks({ topology, onSelect, onLink }: OddLinksProps) {
  const { t } = useTranslation();
  const { links } = topology;
  const oddities = useMemo(() => odditiesOf(links), [links]);
  const follow = (odd: Oddity) => {
    if (odd.kind === 'link') onLink(odd.link);
    else onSelect([odd.server]);
  };
  return (
    <Panel title={t('topology:oddTitle')} meta={String(links.filter(isOdd).length)} padding="none">
      {oddities.length === 0 ? (
        <p className="px-3 py-3 text-text-2">{t('topology:allAsIs')}</p>
      ) : (
        <ul className="py-1">
          {oddities.slice(0, most).map((odd) => (
            <li key={odd.kind === 'link' ? odd.link.key : `${odd.server} ${odd.trouble}`}>
              <button
                type="button"
                className="flex min-h-7 w-full items-center gap-2 px-3 text-left hover:bg-raised focus-visible:focus-ring-inset pointer-coarse:min-h-10"
                onClick={() => follow(odd)}
              >
                <Mark tone={odd.mark} size={10} />
                <OddWords odd={odd} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {oddities.length > most && (
        <p className="type-small border-t border-line px-3 py-2 text-text-3">
          {t('topology:more', { count: oddities.length - most })}
        </p>
      )}
    </Panel>
  );
}

function OddWords({ odd }: { readonly odd: Oddity }) {
  const { t } = useTranslation();
  const { name, state } = useLinkWords();
  const [what, how] =
    odd.kind === 'link'
      ? [name(odd.link), state(odd.link)]
      : [
          literal(odd.server),
          `${t('topology:linksOf', { count: odd.links.length })} ${t(`topology:state.${odd.trouble}`)}`,
        ];
  return (
    <>
      <bdi className="min-w-0 truncate">{what}</bdi>
      <span className="type-small ml-auto shrink-0 text-text-2">{how}</span>
    </>
  );
}
