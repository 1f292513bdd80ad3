export { JobIndicator } from './JobIndicator';
