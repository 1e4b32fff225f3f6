import { useMemo, useSyncExternalStore } from 'react';
import type { JobOrder, JobReport } from '../domain/inside/client-ops';
import type { EngineClient } from './engine-client';
import { useEngine } from './engine-context';
import { followJob, type Followed, type JobView } from './follow-job';
import { trust } from './trust';
import { useAskInside } from './use-inside';
import { useClusterKey } from './use-page-search';

type BoardKind = 'publishMany' | 'upload' | 'download' | 'backup' | 'restore';
type ReportOf<Kind extends BoardKind> = Extract<
  JobReport,
  { kind: Kind extends 'upload' | 'download' ? 'upload' | 'download' : Kind }
>;

/** Jobs of one page by what they are about: they go on while other screens are looked at. */
class JobBoard {
  readonly #views = new Map<string, JobView>();
  readonly #followed = new Map<string, Followed>();
  readonly #listeners = new Set<() => void>();

  view(key: string): JobView {
    return this.#views.get(key) ?? idle;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(key: string, view: JobView): void {
    this.#views.set(key, view);
    for (const listener of this.#listeners) listener();
  }

  replace(key: string, followed: Followed | null): void {
    this.#followed.get(key)?.leave();
    if (followed === null) this.#followed.delete(key);
    else this.#followed.set(key, followed);
  }

  stop(key: string): void {
    this.#followed.get(key)?.stop();
  }
}

const idle: JobView = { state: 'idle' };
const boards = new WeakMap<EngineClient, JobBoard>();

function boardOf(engine: EngineClient): JobBoard {
  const board = boards.get(engine) ?? new JobBoard();
  boards.set(engine, board);
  return board;
}

export interface JobControl<Kind extends BoardKind> {
  readonly view: JobView<ReportOf<Kind>>;
  readonly start: (order: Extract<JobOrder, { kind: Kind }>) => void;
  /** Asks it to end. */
  readonly stop: () => void;
  /** Forgets what came of it. */
  readonly clear: () => void;
}

/** A job of that kind about `about`; it goes on when the screen is left, and is found again when it is come back to. */
export function useJob<Kind extends BoardKind>(kind: Kind, about: string): JobControl<Kind> {
  const ask = useAskInside();
  const board = boardOf(useEngine());
  // Streams of one name are in several clusters, and the page may go from one to the other.
  const key = `${kind} ${useClusterKey()} ${about}`;
  const view = useSyncExternalStore(board.subscribe, () => board.view(key));
  return useMemo(
    () => ({
      // A key holds jobs of one kind only: that of its first word.
      view: trustKind<Kind>(view),
      start: (order) => {
        board.replace(key, null);
        board.replace(
          key,
          followJob(ask, order, (next) => board.set(key, next)),
        );
      },
      stop: () => board.stop(key),
      clear: () => {
        board.replace(key, null);
        board.set(key, idle);
      },
    }),
    [ask, board, key, view],
  );
}

function trustKind<Kind extends BoardKind>(view: JobView): JobView<ReportOf<Kind>> {
  return trust<JobView<ReportOf<Kind>>>(view);
}
