// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { speakEnglish } from '../../testing/words';
import type { Span } from '../../domain/meta/leaderships';
import { serverName } from '../../domain/ids';
import { at, peerOf } from '../../testing/builders';
import { MetaLeaderships } from './leaderships';
import { MetaTimeline } from './timeline';

const now = vi.hoisted(() => ({ ms: 0 }));
vi.mock('../../ui/use-now', () => ({ useNow: () => now.ms }));

beforeAll(async () => {
  now.ms = at(100_000);
  await speakEnglish();
});
afterEach(cleanup);

const led = (
  leader: string,
  from: number,
  to: number | null,
  begin: 'before' | 'elected' | 'seen' = 'elected',
): Span => ({
  kind: 'reign',
  leader: { server: serverName(leader), peer: peerOf(leader) },
  from: at(from),
  to: to === null ? null : at(to),
  begin,
});
const line: readonly Span[] = [
  led('n1', 0, 20_000, 'before'),
  { kind: 'gap', from: at(20_000), to: at(24_400), why: 'electing' },
  led('n2', 24_400, 60_000),
  { kind: 'unseen', from: at(60_000), to: at(65_000) },
  led('n3', 65_000, null, 'seen'),
];

describe('the list of leaderships', () => {
  const rows = () => screen.getAllByTestId('leadership').map(({ textContent }) => textContent.replace(/^[\d:]+/, ''));

  it('tells the latest first: who led, how it began, and for how long', () => {
    render(<MetaLeaderships spans={line} most={10} />);
    expect(rows()).toEqual([
      'n3 seen to lead35 s',
      'not watched: who led is not known5.0 s',
      'n2 elected36 s',
      'nobody led: an election4.4 s',
      'n1 led when this page first looked20 s',
    ]);
  });

  it('names a leader by its peer while nobody has told its name', () => {
    render(
      <MetaLeaderships
        spans={[{ ...led('n9', 0, null), leader: { server: null, peer: peerOf('n9') } } as Span]}
        most={5}
      />,
    );
    expect(rows()).toEqual([`peer ${peerOf('n9')} elected2 min`]);
  });

  it('shows no more than it may, and says when there is nothing', () => {
    render(<MetaLeaderships spans={line} most={2} />);
    expect(rows()).toHaveLength(2);
    cleanup();
    render(<MetaLeaderships spans={[]} most={2} />);
    expect(screen.getByText('Nothing is known yet.')).toBeDefined();
  });
});

describe('the drawing of leaderships', () => {
  const bars = () => [...screen.getByTestId('meta-timeline').querySelectorAll<HTMLElement>('[style]')];

  it('is to scale, from the first look until now', () => {
    render(<MetaTimeline spans={line} />);
    expect(bars().map(({ style }) => [style.left, style.width].map((text) => Math.round(parseFloat(text))))).toEqual([
      [0, 20],
      [20, 4],
      [24, 36],
      [60, 5],
      [65, 35],
    ]);
  });

  it('writes names and words where there is room for them', () => {
    render(<MetaTimeline spans={line} />);
    expect(bars().map(({ textContent }) => textContent)).toEqual(['n1', '', 'n2', '', 'n3']);
    cleanup();
    render(<MetaTimeline spans={[line[0]!, { kind: 'gap', from: at(20_000), to: null, why: 'noQuorum' }]} />);
    expect(bars().map(({ textContent }) => textContent)).toEqual(['n1', 'no leader']);
  });

  it('is nothing while nothing is known', () => {
    const { container } = render(<MetaTimeline spans={[]} />);
    expect(container.textContent).toBe('');
  });
});
