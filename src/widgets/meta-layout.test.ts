import { describe, expect, test } from 'vitest';
import { layOutMeta, peerRadius } from './meta-layout';

describe.each([340, 440, 900])('in a panel of %i px', (width) => {
  test.each([1, 2, 3, 5, 7, 9, 15])(
    '%i members stand apart, inside the drawing, the leader above all others',
    (count) => {
      const { places, height } = layOutMeta(count, width);
      expect(places).toHaveLength(count);
      for (const [index, place] of places.entries()) {
        expect(place.x).toBeGreaterThan(peerRadius);
        expect(place.x).toBeLessThan(width - peerRadius);
        expect(place.y).toBeGreaterThan(peerRadius + 20);
        expect(place.y).toBeLessThan(height - peerRadius);
        if (index > 0) expect(place.y).toBeGreaterThan(places[0]!.y);
        for (const other of places.slice(index + 1)) {
          expect(Math.hypot(place.x - other.x, place.y - other.y)).toBeGreaterThan(2 * peerRadius);
        }
      }
    },
  );
});

test('words of one side do not run into the circles of their own side', () => {
  for (const { x, side } of layOutMeta(5, 440).places) expect(side).toBe(x < 219 ? 'left' : 'right');
});
