import type { LinkKind, TopologyLink } from '../../domain/topology/model';
import { connectionsOf } from '../../domain/topology/tally';
import { type Translate, useTranslation } from '../../ui/translate';
import { KeyValues } from '../../ui/key-values';
import { Mark } from '../../ui/mark';
import { readBytes, textOf, unknownText } from '../format';
import { literal } from '../literal';
import { formatRtt, useLinkWords } from './link-words';

/** All that is known of one link: what each end says, how long a message takes, how many connections. */
export function LinkDetails({ link }: { readonly link: TopologyLink }) {
  const { t } = useTranslation();
  const { sentence, farEnd, state } = useLinkWords();
  const { words, from, rtt, slowest, outlier, accounts, connections, pendingBytes, compression, kind } = link;
  return (
    <div className="flex flex-col gap-3" data-testid="link-details">
      <p className="flex items-baseline gap-2">
        <Mark tone={link.mark} label={state(link)} />
        <span>{sentence(link)}</span>
      </p>
      <ul>
        {([literal(from), farEnd(link)] as const).map((name, end) => (
          <li key={name} className="flex gap-4">
            <bdi className="min-w-24 shrink-0 text-text-2">{name}</bdi>
            <span>{t(`topology:word.${words[end === 0 ? 0 : 1]}`)}</span>
          </li>
        ))}
      </ul>
      <KeyValues
        items={[
          { label: t('topology:rtt'), value: rttWords(t, rtt, slowest, outlier) },
          {
            label: t('topology:connections'),
            value: connections === 0 ? unknownText : countWords(t, kind, connections, accounts),
          },
          ...(kind === 'leaf'
            ? []
            : [
                {
                  label: t('topology:pending'),
                  value: connectionsOf(link) === 0 ? unknownText : textOf(readBytes(pendingBytes)),
                },
              ]),
          ...(kind === 'gateway'
            ? []
            : [{ label: t('topology:compression'), value: literal(compression ?? unknownText) }]),
        ]}
      />
    </div>
  );
}

function rttWords(t: Translate, rtt: number | null, slowest: number | null, usual: number | null): string {
  if (rtt === null) return unknownText;
  const text = t('topology:rttRange', { rtt: formatRtt(rtt), slowest: formatRtt(slowest) });
  return usual === null ? text : `${text} · ${t('topology:usual', { rtt: formatRtt(usual) })}`;
}

function countWords(t: Translate, kind: LinkKind, connections: number, accounts: readonly string[]): string {
  const names = accounts.map(literal).join(', ');
  if (accounts.length === 0) return String(connections);
  return kind === 'leaf'
    ? t('topology:joins', { connections, names })
    : t('topology:ownAccounts', { connections, names, count: accounts.length });
}
