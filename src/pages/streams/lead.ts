import type { StreamHealth, StreamModel } from '../../domain/cluster/model';
import { isChanging } from '../../domain/permit/group';

/** Which sentence says most of a stream: its health, or what is special about it. */
export function leadOf(stream: StreamModel): StreamHealth | 'named' | 'single' | 'stalled' {
  const { source, health, group } = stream;
  if (source === 'named') return 'named';
  if (health === 'healthy' && group.quorum.of === 1) return 'single';
  return (health === 'noQuorum' || health === 'electing') && isChanging(stream) ? 'stalled' : health;
}
