export { segmentNamesQuery } from './rules/fields';
