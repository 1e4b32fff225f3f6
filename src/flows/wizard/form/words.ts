import type { PartName } from '../../../domain/asset-config/field';
import type { Parameter } from '../../../domain/asset-config/problem';

/** The words of one catalogue of fields: of streams, or of consumers. */
export interface FormWords {
  readonly label: (field: string) => string;
  readonly help: (field: string) => string;
  readonly option: (field: string, value: string) => string;
  readonly optionHelp: (field: string, value: string) => string;
  readonly partLabel: (part: PartName, field: string) => string;
  readonly partHelp: (part: PartName, field: string) => string;
  readonly rule: (rule: string, parameters: Readonly<Record<string, Parameter>>) => string;
}
