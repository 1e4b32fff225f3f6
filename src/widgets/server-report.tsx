import { compare, type Count } from '../domain/count';
import type { ServerModel } from '../domain/cluster/model';
import type { JszTotals } from '../domain/replies/jsz';
import type { Column } from '../ui/data-table/column';
import type { Translate } from '../ui/translate';
import { readBytes, readTally, type Reading } from './format';
import { Quantity } from './quantity';
import { toldWords } from './told';

/** What each server holds and is asked, with the columns of `nats server report jetstream`: local copies, by its own word. */
export function reportColumns(t: Translate): readonly Column<ServerModel>[] {
  const total = (
    id: string,
    header: string,
    read: (totals: JszTotals) => Count,
    priority: 1 | 2 | 3 | 4 = 2,
    reading: (value: Count | null) => Reading = readTally,
  ): Column<ServerModel> => {
    const valueOf = ({ totals }: ServerModel) => (totals === null ? null : read(totals));
    return {
      id,
      header,
      width: 'minmax(5.5rem, 1fr)',
      align: 'end',
      first: 'descending',
      priority,
      compare: (a, b) => compare(valueOf(a) ?? -1, valueOf(b) ?? -1),
      cell: (server) => {
        const kept = server.presence.kind !== 'answering';
        const told = toldWords(t, { by: server.name, at: server.totalsAt, kept });
        return (
          <span className={kept ? 'text-text-3' : undefined}>
            <Quantity reading={reading(valueOf(server))} told={told} />
          </span>
        );
      },
    };
  };
  return [
    total('streams', t('servers:report.streams'), ({ streams }) => streams),
    total('consumers', t('servers:report.consumers'), ({ consumers }) => consumers, 3),
    total('messages', t('servers:report.messages'), ({ messages }) => messages),
    total('bytes', t('servers:report.bytes'), ({ bytes }) => bytes, 2, readBytes),
    total('memory', t('servers:inMemory'), ({ memory }) => memory, 3, readBytes),
    total('file', t('servers:file'), ({ storage }) => storage, 3, readBytes),
    total('api', t('servers:report.requests'), ({ apiTotal }) => apiTotal, 3),
    total('errors', t('servers:report.errors'), ({ apiErrors }) => apiErrors, 3),
  ];
}
