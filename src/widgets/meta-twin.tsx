import type { MetaPeer } from '../domain/cluster/model';
import { useTranslation } from '../ui/translate';
import { Name } from './name';
import { usePeerWords } from './use-peer-words';

/** The drawing as a table, for those who do not see it. */
export function MetaTwin({ peers }: { readonly peers: readonly MetaPeer[] }) {
  const { t } = useTranslation();
  return (
    // A table keeps the width of its contents, hidden or not: the box around it does not.
    <div className="sr-only">
      <table>
        <caption>{t('meta:drawing')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('meta:server')}</th>
            <th scope="col">{t('meta:role')}</th>
            <th scope="col">{t('meta:state')}</th>
            <th scope="col">{t('meta:contact')}</th>
          </tr>
        </thead>
        <tbody>
          {peers.map((peer) => (
            <TwinRow key={peer.server ?? peer.peer} peer={peer} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TwinRow({ peer }: { readonly peer: MetaPeer }) {
  const { t } = useTranslation();
  const words = usePeerWords(peer);
  return (
    <tr>
      <th scope="row">
        <Name text={peer.server ?? t('meta:nameless', { peer: peer.peer ?? '?' })} />
      </th>
      <td>{t(`model:role.${peer.role}`)}</td>
      <td>{t(`model:mark.${peer.mark}`)}</td>
      <td>{words}</td>
    </tr>
  );
}
