import { useMemo } from 'react';
import { sizeSteps, type Grouping, type RowGroup } from '../../domain/placement/arrange';
import type { Cell } from '../../domain/placement/cell';
import { heatOf, type Heat, type RateOf } from '../../domain/placement/heat';
import type { Survival } from '../../domain/placement/row';
import { type Translate, useTranslation } from '../../ui/translate';
import { formatBytes, readBytes, readCount, readRate, textOf } from '../format';
import { literal, shorten } from '../literal';
import type { MatrixWords } from './matrix-text';

/** What the drawing says, in words of the catalogue. */
export function useMatrixWords(group: Grouping, heat: Heat, rateOf: RateOf): MatrixWords {
  const { t } = useTranslation();
  const words = useMemo(() => new Words(t), [t]);
  return useMemo(
    () => ({
      cell: (cell) => words.cell(cell),
      group: (one) => groupWord(t, group, one),
      survival: (survival, short) => words.survival(survival, short),
      value:
        heat === 'role'
          ? null
          : (row, cell) => {
              const value = heatOf(row, cell, heat, rateOf);
              return value === null ? null : heatText(heat, value);
            },
    }),
    [t, words, group, heat, rateOf],
  );
}

/** Looking a word up in the catalogue takes longer than writing it: each is looked up once. */
class Words {
  readonly #t: Translate;
  readonly #known = new Map<string, string>();

  constructor(t: Translate) {
    this.#t = t;
  }

  cell(cell: Cell): string {
    return this.#once(`${cell.state} ${cell.only}`, () => cellWord(this.#t, cell));
  }

  survival(survival: Survival, short: boolean): string {
    const { kind } = survival;
    const id = kind === 'losses' ? `${survival.more} ${survival.reduced}` : kind;
    return this.#once(`${id} ${short}`, () => survivalWord(this.#t, survival, short));
  }

  #once(id: string, look: () => string): string {
    const word = this.#known.get(id) ?? look();
    this.#known.set(id, word);
    return word;
  }
}

/** One word; a follower that is well needs none. */
function cellWord(t: Translate, { state, only }: Cell): string {
  if (state === 'follower') return '';
  if (state === 'silent' && only) return t('placement:word.only');
  return t(`placement:word.${state}`);
}

export function heatText(heat: Exclude<Heat, 'role'>, value: number): string {
  switch (heat) {
    case 'bytes':
      return textOf(readBytes(value));
    case 'rate':
      return textOf(readRate(value));
    case 'messages':
    case 'entries':
      return textOf(readCount(Math.round(value)));
  }
}

export function groupWord(t: Translate, group: Grouping, { value }: RowGroup): string {
  switch (group) {
    case '':
      return '';
    case 'size': {
      if (value === null) return t('placement:group.unknownSize');
      const step = Number(value);
      const [from, to] = [sizeSteps[step] ?? 0, sizeSteps[step + 1]];
      if (to === 1) return t('placement:group.empty');
      if (to === undefined) return t('placement:group.larger', { from: formatBytes(from) });
      return from <= 1
        ? t('placement:group.smaller', { to: formatBytes(to) })
        : t('placement:group.between', { from: formatBytes(from), to: formatBytes(to) });
    }
    case 'health':
      return isHealth(value) ? t(`model:health.${value}`) : t('model:health.unknown');
    case 'replicas':
      return value === null ? t('placement:group.unknownReplicas') : `R${value}`;
    case 'leader':
      return value === null ? t('placement:group.noLeader') : literal(shorten(value, 60));
    case 'tag':
      return value === null ? t('placement:group.noTag') : literal(shorten(value, 60));
    case 'cluster':
    case 'account':
      return value === null ? t('placement:group.unknown') : literal(shorten(value, 60));
  }
}

const healths = ['healthy', 'catchingUp', 'reduced', 'electing', 'noQuorum', 'unreachable', 'unknown'] as const;

function isHealth(value: string | null): value is (typeof healths)[number] {
  return healths.some((health) => health === value);
}

export function survivalWord(t: Translate, survival: Survival, short: boolean): string {
  if (survival.kind !== 'losses') return t(`placement:survival.${survival.kind}${short ? 'Short' : ''}`);
  const { more, reduced } = survival;
  if (short) return String(more);
  return t(reduced ? 'placement:survival.more' : 'placement:survival.losses', { count: more });
}
