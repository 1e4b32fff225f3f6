import { clsx } from 'clsx';
import type { Quorum } from '../../domain/cluster/model';
import { QuorumText } from '../quorum';

/** More votes are not told apart in so small a drawing. */
const most = 120;

/** The votes of a group: those that are there, and a line at those it needs. */
export function MetaQuorum({ quorum }: { readonly quorum: Quorum }) {
  const { have, need, of } = quorum;
  return (
    <span className="flex flex-col gap-1">
      <QuorumText quorum={quorum} />
      {of > 0 && of <= most && (
        <span aria-hidden="true" className="relative flex h-2 max-w-60 gap-px">
          {Array.from({ length: of }, (_, index) => (
            <span
              key={index}
              className={clsx(
                'h-full flex-1',
                have === null ? 'hatched' : index < have ? (have < need ? 'bg-crit' : 'bg-ramp-4') : 'bg-raised',
              )}
            />
          ))}
          <span
            className="absolute -inset-y-0.5 w-0.5 bg-text"
            style={{ left: `${String((need / of) * 100)}%`, marginLeft: '-1px' }}
          />
        </span>
      )}
    </span>
  );
}
