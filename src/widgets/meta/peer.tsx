import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Mark as MarkValue, MetaPeer } from '../../domain/cluster/model';
import { peerKey } from '../../domain/meta/arrange';
import { useTranslation } from '../../ui/translate';
import { Mark } from '../../ui/mark';
import { toneText } from '../../ui/tone';
import { literal } from '../literal';
import { peerMarks } from '../marks';
import type { MetaUse } from './use';
import { usePeerWords } from '../use-peer-words';

interface PeerNodeProps {
  readonly peer: MetaPeer;
  readonly use: MetaUse;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A member in the drawing: pressed, it joins or leaves the choice; where nothing is chosen it leads to its server. */
export function PeerNode({ peer, use, className, children }: PeerNodeProps) {
  const { t } = useTranslation();
  const { asOf, pick, hrefOf, roving } = use;
  const { server } = peer;
  const key = peerKey(peer);
  const words = usePeerWords(peer);
  const label = t('meta:nodeLabel', {
    name: literal(server ?? t('meta:nameless', { peer: peer.peer ?? '?' })),
    role: t(`model:role.${peer.role}`),
    state: [...words.all, ...(peer.ghost ? [t('meta:ghost')] : [])].join(', '),
  });
  const chosen = server !== null && pick?.chosen.has(server) === true;
  const common = {
    ...peerMarks(peer, asOf),
    'data-testid': 'meta-peer',
    title: label,
    className: clsx('relative rounded-panel text-left', server !== null && 'hover:bg-raised', className),
  };
  // Nobody can lose a vote that no server is known to have.
  if (server === null) return <span {...common}>{children}</span>;
  const stop = {
    ...common,
    'aria-label': label,
    'data-member': key,
    tabIndex: roving.active === null || roving.active === key ? 0 : -1,
    onFocus: () => roving.setActive(key),
  };
  if (pick === null) {
    return (
      <a href={hrefOf(server)} {...stop}>
        {children}
      </a>
    );
  }
  const others = [...pick.chosen].filter((name) => name !== server);
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={chosen}
      {...stop}
      className={clsx(stop.className, chosen && 'bg-accent-tint outline-1 outline-accent')}
      onClick={() => pick.onChoose(chosen ? others : [...others, server])}
    >
      {children}
    </button>
  );
}

const stroke: Readonly<Record<MarkValue, string>> = {
  ok: 'stroke-ok',
  busy: 'stroke-busy',
  warn: 'stroke-warn',
  crit: 'stroke-crit',
  unknown: 'stroke-unknown [stroke-dasharray:3_3]',
};

/** Longer names stand below the circle. */
const fits = 4;

interface PeerCircleProps {
  readonly peer: MetaPeer;
  readonly large?: boolean;
}

/** The circle of a member, with its name where it fits and its mark at the edge; a ghost's is empty. */
export function PeerCircle({ peer, large = false }: PeerCircleProps) {
  const size = large ? 46 : 40;
  const middle = size / 2;
  const name = literal(peer.server ?? '?');
  return (
    <span className="relative block shrink-0" aria-hidden="true">
      <svg width={size} height={size} className="block">
        <circle
          cx={middle}
          cy={middle}
          r={middle - 2}
          className={clsx(
            peer.ghost ? 'fill-none' : 'fill-panel',
            large ? 'stroke-2' : 'stroke-[1.5]',
            stroke[peer.mark],
          )}
        />
        {name.length <= fits && (
          <text
            x={middle}
            y={middle + 4.5}
            textAnchor="middle"
            className={clsx(peer.mark === 'unknown' ? 'fill-text-2' : 'fill-text', large ? 'type-strong' : 'type-body')}
          >
            {name}
          </text>
        )}
      </svg>
      <span className="absolute -right-0.5 bottom-0 flex rounded-full bg-panel p-px">
        <Mark tone={peer.mark} size={11} />
      </span>
    </span>
  );
}

/** Colour of what is said of a member: silence and ghosts are worth a warning. */
export function peerInk({ presence, ghost, mark }: MetaPeer): string {
  if (presence.kind === 'silent' || ghost) return 'text-warn-ink';
  return mark === 'ok' ? 'text-text-2' : toneText[mark];
}

/** The name of a member where its circle could not hold it. */
export function outsideName({ server, peer }: MetaPeer, nameless: (peer: string) => string): string | null {
  if (server === null) return nameless(peer ?? '?');
  return literal(server).length <= fits ? null : server;
}
