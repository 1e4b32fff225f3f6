import type { Finding } from '../domain/diagnosis/finding';
import type { Translate } from '../ui/translate';
import { literal, shorten } from './literal';

/** A finding in words. */
export interface FindingWords {
  /** What is wrong, with whom. */
  readonly title: string;
  /** What it is known from; empty where the title says all. */
  readonly evidence: string;
  /** The one safe next step. */
  readonly advice: string;
}

/** Words for the codes and values of a finding. Names in it are made literal here. */
export function findingWords(t: Translate, { code, values }: Finding): FindingWords {
  const text = (name: string) => shorten(literal(String(values[name] ?? '')), 60);
  const number = (name: string) => Number(values[name] ?? 0);
  const servers = text('servers');
  const advice = t(`overview:advice.${code}`);
  const counts = { have: number('have'), need: number('need'), of: number('of') };
  switch (code) {
    case 'serverSilent': {
      const server = text('server');
      const announced = values['announced'];
      const word = announced === 'shutdown' || announced === 'lameduck' ? announced : 'no';
      const leader = text('heardBy');
      if (leader !== '')
        return {
          title: t('overview:finding.serverSilent', { server }),
          evidence: t('overview:evidence.heardBy', { leader }),
          advice: t('overview:advice.serverUnheard'),
        };
      return {
        title: t('overview:finding.serverSilent', { server }),
        evidence: t(`overview:evidence.announced.${word}`),
        advice,
      };
    }
    case 'metaLeaderless':
      return {
        title: t('overview:finding.metaLeaderless'),
        evidence: t('overview:evidence.quorum', counts),
        advice,
      };
    case 'metaNoQuorum':
    case 'metaOneShort':
      return {
        title: t(`overview:finding.${code}`),
        evidence: [t('overview:evidence.quorum', counts), missing(t, servers)].filter(Boolean).join(' · '),
        advice,
      };
    case 'streamUnreachable':
    case 'streamNoQuorum':
    case 'streamReduced': {
      const count = number('streams');
      const stream = `${text('account')} / ${text('stream')}`;
      const title =
        count === 1 ? t(`overview:finding.${code}One`, { stream }) : t(`overview:finding.${code}Many`, { count });
      const example = count === 1 ? '' : t('overview:evidence.among', { stream });
      return { title, evidence: [missing(t, servers), example].filter(Boolean).join(' · '), advice };
    }
  }
}

function missing(t: Translate, servers: string): string {
  return servers === '' ? '' : t('overview:evidence.missing', { servers });
}
