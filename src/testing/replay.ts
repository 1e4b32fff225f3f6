import { assemble } from '../domain/cluster/assemble';
import type { ClusterModel, StreamModel } from '../domain/cluster/model';
import { emptyFacts, type Facts } from '../domain/facts/facts';
import { observe } from '../domain/facts/observe';
import { accountId, domainName, streamKey, streamName } from '../domain/ids';
import { emptyInventory, type Inventory } from '../domain/inventory/inventory';
import type { Observation } from '../domain/observation';
import { advance, newPicture, type DrawnPicture } from '../domain/picture';
import { at, live } from './builders';

export function fold(observations: readonly Observation[], facts: Facts = emptyFacts()): Facts {
  return observations.reduce(observe, facts);
}

/** The model that observations give from scratch, over a live link. */
export function modelOf(
  observations: readonly Observation[],
  ms: number,
  inventory: Inventory = emptyInventory(),
): ClusterModel {
  return assemble(fold([live(), ...observations]), inventory, null, at(ms));
}

export function streamIn(model: ClusterModel, name: string, domain = '', account = 'APP'): StreamModel | undefined {
  return model.streams.get(streamKey(domainName(domain), accountId(account), streamName(name)));
}

/** Replays as the engine does: observations, then a picture; and so on. */
export class Replay {
  private facts = fold([live()]);
  picture: DrawnPicture;

  constructor(inventory: Inventory = emptyInventory()) {
    this.picture = advance(newPicture(inventory), this.facts, at(-1));
  }

  then(ms: number, ...observations: readonly (readonly Observation[])[]): ClusterModel {
    this.facts = fold(observations.flat(), this.facts);
    this.picture = advance(this.picture, this.facts, at(ms));
    return this.picture.model;
  }

  get model(): ClusterModel {
    return this.picture.model;
  }

  stream(name: string, domain = '', account = 'APP'): StreamModel | undefined {
    return streamIn(this.model, name, domain, account);
  }
}
