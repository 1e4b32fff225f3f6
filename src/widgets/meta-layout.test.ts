import { expect, test } from 'vitest';
import { placePeers, view } from './meta-layout';

test.each([1, 3, 5, 9])('%i members stand apart, inside the drawing, the leader above all others', (count) => {
  const places = placePeers(count);
  for (const [index, place] of places.entries()) {
    expect(place.x).toBeGreaterThan(40);
    expect(place.x).toBeLessThan(view.width - 40);
    expect(place.y).toBeGreaterThan(20);
    expect(place.y).toBeLessThan(view.height - 20);
    if (index > 0) expect(place.y).toBeGreaterThan(places[0]!.y);
    for (const other of places.slice(index + 1)) {
      expect(Math.hypot(place.x - other.x, place.y - other.y)).toBeGreaterThan(40);
    }
  }
});
