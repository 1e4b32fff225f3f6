import type { Finding, FindingCode, Severity } from '../../domain/diagnosis/finding';
import { streamPlace } from '../../domain/ids';
import type { ClusterRow } from '../../engine/protocol';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { EmptyState } from '../../ui/empty-state';
import { Mark } from '../../ui/mark';
import { Panel } from '../../ui/panel';
import type { Tone } from '../../ui/tone';
import { Age } from '../../widgets/age';
import { findingWords } from '../../widgets/finding-words';
import { formatMoment } from '../../widgets/format-time';

const tones: Readonly<Record<Severity, Tone>> = { P1: 'crit', P2: 'warn', P3: 'busy' };
const toneOf = ({ phase, severity }: Finding): Tone => (phase === 'quiet' ? 'busy' : tones[severity]);

interface ProblemsPanelProps {
  readonly findings: readonly Finding[];
  /** What it means that there is none. */
  readonly empty: keyof typeof emptyWords;
}

const emptyWords = { none: 'noneBody', soon: 'soonBody', partly: 'partlyBody', unknown: 'unknownBody' } as const;

/** A problem is listed once it has lasted two rounds; what is wrong meanwhile must not read as well. */
export function noProblems({ link, summary }: Pick<ClusterRow, 'link' | 'summary'>): keyof typeof emptyWords {
  if (link !== 'live') return 'unknown';
  if (summary.silent.length > 0 || summary.mark === 'crit') return 'soon';
  return summary.mark === 'unknown' ? 'partly' : 'none';
}

/** Findings, the worst first, each with what it is known from and the one safe next step. */
export function ProblemsPanel({ findings, empty }: ProblemsPanelProps) {
  const { t } = useTranslation();
  const open = findings.filter((finding) => finding.phase === 'open');
  const sorted = findings.toSorted((a, b) => a.severity.localeCompare(b.severity) || a.firstSeen - b.firstSeen);
  return (
    <Panel
      title={t('overview:problems.title')}
      meta={empty === 'unknown' && open.length === 0 ? undefined : t('overview:problems.open', { count: open.length })}
      padding="none"
    >
      {sorted.length === 0 && (
        <EmptyState title={t(`overview:problems.${empty}`)}>{t(`overview:problems.${emptyWords[empty]}`)}</EmptyState>
      )}
      <ul className="@2xl:max-h-[17rem] @2xl:overflow-y-auto">
        {sorted.map((finding) => (
          <Row key={finding.id} finding={finding} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ finding }: { readonly finding: Finding }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { title, evidence, advice } = findingWords(t, finding);
  const quiet = finding.phase === 'quiet';
  return (
    <li
      data-testid="finding"
      data-code={finding.code}
      data-phase={finding.phase}
      data-state={toneOf(finding)}
      data-as-of={finding.lastSeen}
      className="grid min-h-8 grid-cols-[1rem_minmax(0,1fr)_auto] items-center gap-x-2 border-b border-line px-3 py-1 last:border-b-0 @2xl:grid-cols-[1rem_minmax(0,6fr)_minmax(0,5fr)_3.5rem]"
    >
      <Mark tone={toneOf(finding)} label={finding.severity} />
      <span className="min-w-0">
        <a href={placeOf(cluster, finding)} className="type-strong hover:underline">
          {title}
        </a>
        {evidence !== '' && <span className="text-text-3"> · {evidence}</span>}
      </span>
      <span className="col-start-2 row-start-2 min-w-0 text-text-2 @2xl:col-start-3 @2xl:row-start-1">{advice}</span>
      <span
        className="type-small text-right whitespace-nowrap text-text-3"
        title={t('overview:problems.firstSeen', { time: formatMoment(finding.firstSeen) })}
      >
        {quiet && t('overview:problems.quiet')} <Age at={quiet ? finding.lastSeen : finding.firstSeen} />
      </span>
    </li>
  );
}

const healths: Readonly<Partial<Record<FindingCode, string>>> = {
  streamUnreachable: 'unreachable',
  streamNoQuorum: 'noQuorum',
  streamReduced: 'reduced',
};

/** Where to look: the stream, the streams in that state, the server or the meta group. */
function placeOf(cluster: string, { code, subject, values }: Finding): string {
  if (subject.kind === 'stream') return paths.stream(cluster, streamPlace(subject.stream));
  const health = healths[code];
  if (health !== undefined && values['streams'] !== undefined) return paths.streams(cluster, { health });
  return subject.kind === 'server' ? paths.server(cluster, subject.server) : paths.meta(cluster);
}
