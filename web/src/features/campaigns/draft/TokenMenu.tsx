export { type TextField, TokenMenu } from '@/shared/ui';
