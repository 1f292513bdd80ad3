import type { Answer } from '@/shared/api';

/** What was done to many contacts at once, and how far it has come. */
export type BulkRun = Answer<'/api/crm/bulk/{id}', 'get'>;
