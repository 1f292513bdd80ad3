export { segmentNamesQuery } from './rules/fields';
export { useTokenWords } from './rules/tokenWords';
export { PersonPicker } from './segments/PersonPicker';
