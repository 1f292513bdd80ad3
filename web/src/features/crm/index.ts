export { segmentNamesQuery } from './rules/fields';
export { PersonPicker } from './segments/PersonPicker';
