import { firstWords } from './first-words';
import { screenWords } from './screen-words';
import { wizardWords } from './wizard-words';

/** English, complete: every other language is checked against it. Keys are used as `t('namespace:key')`. */
export const english = { ...firstWords, ...screenWords, ...wizardWords };
