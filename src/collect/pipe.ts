import type { Observation } from '../domain/observation';
import { IntakeDecoder, type Taken } from './intake-decoder';
import type { Intake } from './intake';
import { parseRecording, type Recording } from './recording';

/** Takes one entry in. `urgent`: what it says should be on the screen at once. */
export type Take = (entry: Intake, urgent: boolean) => Taken;

/** Where observations go. */
export type Sink = (observations: readonly Observation[], urgent: boolean) => void;

/** The one way in: each entry is recorded, decoded and handed on. */
export function createPipe(recording: Recording, sink: Sink): Take {
  const decoder = new IntakeDecoder();
  return (entry, urgent) => {
    recording.add(entry);
    const taken = decoder.take(entry);
    if (taken.observations.length > 0) sink(taken.observations, urgent);
    return taken;
  };
}

/** Feeds an exported recording to a sink, as it once came in. Returns the number of lines that could not be read. */
export function replay(lines: string, sink: Sink): number {
  const decoder = new IntakeDecoder();
  const { entries, unreadable } = parseRecording(lines);
  for (const entry of entries) {
    const { observations } = decoder.take(entry);
    if (observations.length > 0) sink(observations, false);
  }
  return unreadable;
}
