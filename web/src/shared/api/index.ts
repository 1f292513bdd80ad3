export { api, body, ifMatch, upload, whenSignedOut } from './client';
export { ApiError, isApiError } from './error';
export { currentProjectId, setCurrentProjectId } from './project';
export { createQueryClient, keysetPages, type Page, patchRow, rowsOf } from './query';
export type { Answer, Body, Item, Query, Schemas } from './types';
