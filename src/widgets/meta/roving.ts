import { useState, type KeyboardEvent } from 'react';

export interface Roving {
  /** The member that has the tab stop; `null`: none had the focus yet. */
  readonly active: string | null;
  readonly setActive: (member: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/**
 * One tab stop for all members of a drawing: arrow keys, Home and End go on to the next. A member is an element with
 * `data-member`; `onKeyDown` belongs to what holds them all.
 */
export function useRoving(): Roving {
  const [active, setActive] = useState<string | null>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const members = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-member]')];
    const at = members.findIndex((member) => member === event.target);
    if (at === -1) return;
    const step = steps[event.key];
    const ends: Readonly<Record<string, number>> = { Home: 0, End: members.length - 1 };
    const to = step === undefined ? ends[event.key] : (at + step + members.length) % members.length;
    const next = to === undefined ? undefined : members[to];
    if (next === undefined) return;
    event.preventDefault();
    setActive(next.dataset['member'] ?? null);
    next.focus();
  };
  return { active, setActive, onKeyDown };
}
