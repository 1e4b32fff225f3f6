import type { ServerModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import { zoneKinds, type Zone } from '../../domain/what-if/zones';
import { useTranslation } from '../../ui/translate';
import { Button } from '../../ui/button';
import { Name } from '../name';

interface PicksProps {
  readonly chosen: ReadonlySet<ServerName>;
  readonly onChoose: (servers: readonly ServerName[]) => void;
}

interface ZonePicksProps extends PicksProps {
  readonly servers: readonly ServerModel[];
}

/** Whole clusters and zones above a drawing, each a short way to choose all of its servers in it. */
export function ZonePicks({ servers, chosen, onChoose }: ZonePicksProps) {
  const { t } = useTranslation();
  const kinds = zoneKinds(servers);
  if (kinds.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-3 py-2">
      <span className="type-label text-text-3">{t('what-if:choose')}</span>
      {kinds.map(({ kind, zones }) => (
        <div key={kind} role="group" aria-label={kind}>
          <ZoneButtons zones={zones} chosen={chosen} onChoose={onChoose} />
        </div>
      ))}
    </div>
  );
}

interface ZoneButtonsProps extends PicksProps {
  readonly zones: readonly Zone[];
}

/** A button for each zone: adds all of its servers to the chosen ones, or takes them back where all of them are chosen. */
export function ZoneButtons({ zones, chosen, onChoose }: ZoneButtonsProps) {
  return (
    <div className="flex flex-wrap gap-1.5">
      {zones.map(({ name, servers }) => {
        const pressed = servers.every((server) => chosen.has(server));
        const others = [...chosen].filter((server) => !servers.includes(server));
        return (
          <Button
            key={name}
            size="small"
            aria-pressed={pressed}
            look={pressed ? 'primary' : 'normal'}
            data-testid="zone-pick"
            data-zone={name}
            onClick={() => onChoose(pressed ? others : [...others, ...servers])}
          >
            <Name text={name} />
            <span className={pressed ? '' : 'text-text-3'}>{servers.length}</span>
          </Button>
        );
      })}
    </div>
  );
}
