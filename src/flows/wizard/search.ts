import * as v from 'valibot';
import { searchChoice } from '../../state/use-page-search';
import { bucketSteps, createSteps, editSteps } from './steps';

/** Names may be 255 bytes long, and accounts longer. */
const name = v.fallback(v.pipe(v.string(), v.maxLength(1_000)), '');

/** Of the wizard for a new stream: where it is made, how far one is, and the stream that it is a copy of. */
export const createSearch = v.object({
  account: name,
  domain: name,
  step: searchChoice(createSteps),
  from: name,
  fromAccount: name,
  fromDomain: name,
});

export const createStep = v.object({ domain: name, step: searchChoice(createSteps) });
export const editStep = v.object({ domain: name, step: searchChoice(editSteps) });
export const bucketSearch = v.object({ account: name, domain: name, step: searchChoice(bucketSteps) });
