import type { ServerName } from '../../domain/ids';
import { zoneKinds } from '../../domain/what-if/zones';
import { useTranslation } from '../../ui/translate';
import { useServers } from '../../state/use-rows';
import { Button } from '../../ui/button';
import { Name } from '../../widgets/name';

interface ZonePicksProps {
  readonly selected: ReadonlySet<ServerName>;
  readonly onSelect: (servers: readonly ServerName[]) => void;
}

/** Whole clusters and zones, each a short way to choose all of its servers in the drawing. */
export function ZonePicks({ selected, onSelect }: ZonePicksProps) {
  const { t } = useTranslation();
  const kinds = zoneKinds(useServers().rows);
  if (kinds.length === 0) return null;
  const toggle = (names: readonly ServerName[], pressed: boolean) => {
    const others = [...selected].filter((name) => !names.includes(name));
    onSelect(pressed ? others : [...others, ...names]);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-3 py-2">
      <span className="type-label text-text-3">{t('topology:choose')}</span>
      {kinds.map(({ kind, zones }) => (
        <div key={kind} role="group" aria-label={kind} className="flex flex-wrap gap-1.5">
          {zones.map(({ name, servers }) => {
            const pressed = servers.every((server) => selected.has(server));
            return (
              <Button
                key={name}
                size="small"
                aria-pressed={pressed}
                look={pressed ? 'primary' : 'normal'}
                data-testid="topology-zone"
                data-zone={name}
                onClick={() => toggle(servers, pressed)}
              >
                <Name text={name} />
                <span className={pressed ? '' : 'text-text-3'}>{servers.length}</span>
              </Button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
