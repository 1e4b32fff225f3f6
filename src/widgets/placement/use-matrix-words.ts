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
  return useMemo(
    () => ({
      cell: (cell) => cellWord(t, cell),
      group: (one) => groupWord(t, group, one),
      survival: (survival, short) => survivalWord(t, survival, short),
      value:
        heat === 'role'
          ? null
          : (row, cell) => {
              const value = heatOf(row, cell, heat, rateOf);
              return value === null ? null : heatText(heat, value);
            },
    }),
    [t, group, heat, rateOf],
  );
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
