import {
  choice,
  count,
  duration,
  durations,
  entries,
  flag,
  limit,
  part,
  parts,
  text,
  texts,
  time,
} from '../../domain/asset-config/shape';

/** A field of each shape that a configuration knows, called like it. */
export const oneOfEach = {
  text: text('text'),
  texts: texts('texts'),
  count: count('count'),
  limit: limit('limit'),
  duration: duration('duration'),
  durations: durations('durations'),
  time: time('time'),
  flag: flag('flag'),
  entries: entries('entries'),
  choice: choice('choice', { a: '2.9', b: '2.9' }, 'a'),
  part: part('part', 'source', { name: text('name') }),
  parts: parts('parts', 'source', { name: text('name') }),
};
