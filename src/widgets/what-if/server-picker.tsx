import type { ReactNode } from 'react';
import type { ServerModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import { zoneKinds } from '../../domain/what-if/zones';
import { useTranslation } from '../../ui/translate';
import { Mark } from '../../ui/mark';
import { Name } from '../name';
import { zoneOf } from '../zone';
import { ZoneButtons } from './zone-picks';

interface ServerPickerProps {
  readonly servers: readonly ServerModel[];
  readonly chosen: ReadonlySet<ServerName>;
  readonly onChoose: (servers: readonly ServerName[]) => void;
}

const natural = new Intl.Collator('en', { numeric: true });

/** Servers to lose, each by its checkbox; a zone or cluster is a short way to check all of its servers. */
export function ServerPicker({ servers, chosen, onChoose }: ServerPickerProps) {
  const { t } = useTranslation();
  const tagOf = zoneOf(servers);
  const kinds = zoneKinds(servers);
  const set = (name: ServerName, lose: boolean) => {
    const others = [...chosen].filter((other) => other !== name);
    onChoose(lose ? [...others, name] : others);
  };
  return (
    <div className="flex flex-col gap-3">
      {kinds.map(({ kind, zones }) => (
        <Group key={kind} label={t(kind === 'cluster' ? 'what-if:clusters' : 'what-if:zones')}>
          <ZoneButtons zones={zones} chosen={chosen} onChoose={onChoose} />
        </Group>
      ))}
      <fieldset className="flex flex-col">
        <legend className="type-label mb-1 text-text-3">{t('what-if:servers')}</legend>
        <div className="max-h-[50vh] overflow-y-auto">
          {servers
            .toSorted((a, b) => natural.compare(a.name, b.name))
            .map((server) => (
              <label
                key={server.name}
                className="flex min-h-7 items-center gap-2 pointer-coarse:min-h-10"
                data-testid="what-if-server"
                data-server={server.name}
              >
                <input
                  type="checkbox"
                  className="size-3.5 shrink-0 accent-(--accent)"
                  checked={chosen.has(server.name)}
                  onChange={(event) => set(server.name, event.target.checked)}
                />
                <Mark tone={server.mark} size={10} label={t(`model:mark.${server.mark}`)} />
                <Name text={server.name} className="truncate" />
                <Name text={tagOf(server.name)} className="type-mono ml-auto shrink-0 text-text-3" />
              </label>
            ))}
        </div>
      </fieldset>
    </div>
  );
}

function Group({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div role="group" aria-label={label} className="flex flex-col gap-1">
      <p className="type-label text-text-3">{label}</p>
      {children}
    </div>
  );
}
