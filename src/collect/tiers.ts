import type { DurationMs } from '../domain/time';
import { Cadence, type AfterPoll } from './cadence';
import type { Clock } from './clock';
import { periods, placementPeriod } from './periods';

export type Tier = 'liveness' | 'summary' | 'placement' | 'configuration' | 'details' | 'names';
export type Tiers = Readonly<Record<Tier, Cadence>>;

/** What decides how often is asked. */
export interface TierFacts {
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  readonly isVisible: () => boolean;
  /** Copies of streams that are known. */
  readonly copies: () => number;
  /** Somebody looks at consumers. */
  readonly hasDetails: () => boolean;
  readonly hasSilentMember: () => boolean;
  /** Of an account it is not known how it is reached. */
  readonly isAccessOpen: () => boolean;
}

/** The polls that come in turn, each with its period; in a hidden tab only liveness and a slow summary go on. */
export function createTiers(facts: TierFacts, run: Readonly<Record<Tier, () => Promise<AfterPoll>>>): Tiers {
  const { clock, onError, isVisible } = facts;
  const whileVisible = (period: DurationMs) => (isVisible() ? period : null);
  const cadence = (tier: Tier, period: () => DurationMs | null) =>
    new Cadence(clock, { period, run: run[tier], onError });
  return {
    liveness: cadence('liveness', () => periods.liveness),
    summary: cadence('summary', () => (isVisible() ? periods.summary : periods.summaryHidden)),
    placement: cadence('placement', () => whileVisible(placementPeriod(facts.copies()))),
    configuration: cadence('configuration', () => whileVisible(periods.configuration)),
    details: cadence('details', () => (facts.hasDetails() ? whileVisible(periods.details) : null)),
    names: cadence('names', () => whileVisible(namesPeriod(facts))),
  };
}

function namesPeriod({ hasSilentMember, isAccessOpen }: TierFacts): DurationMs {
  return hasSilentMember() || isAccessOpen() ? periods.namesWhileSilent : periods.names;
}
