import { assemble, blocksIn, withFindings } from './cluster/assemble';
import type { ClusterModel } from './cluster/model';
import { diagnose, noDiagnosis, type Diagnosis } from './diagnosis/diagnose';
import type { Facts } from './facts/facts';
import { remember } from './inventory/remember';
import type { Inventory } from './inventory/inventory';
import type { LocalMs } from './time';

/** All that is carried from one assembly to the next. */
export interface Picture {
  /** `null` before the first assembly. */
  readonly model: ClusterModel | null;
  readonly inventory: Inventory;
  readonly diagnosis: Diagnosis;
}

export interface DrawnPicture extends Picture {
  readonly model: ClusterModel;
}

export function newPicture(inventory: Inventory): Picture {
  return { model: null, inventory, diagnosis: noDiagnosis };
}

/** The next picture: model, findings and inventory by the facts at `now`. */
export function advance(picture: Picture, facts: Facts, now: LocalMs): DrawnPicture {
  const assembled = assemble(facts, picture.inventory, picture.model, now);
  const diagnosis = diagnose(picture.diagnosis, assembled);
  const model = withFindings(assembled, diagnosis.findings);
  return { model, inventory: remember(picture.inventory, blocksIn(model)), diagnosis };
}
