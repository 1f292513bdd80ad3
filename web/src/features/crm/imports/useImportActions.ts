import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '@/shared/api';
import { toast } from '@/shared/ui';
import {
  type FormatChoice,
  type Import,
  type ImportSettings,
  keepImport,
  type MappedColumn,
} from './api';

/** What one can do with an import; each answers the import as it is then. */
export function useImportActions(id: string) {
  const params = { path: { id } };
  return {
    start: useAction((choices: { mapping: MappedColumn[]; settings: ImportSettings }) =>
      body(api.POST('/api/crm/imports/{id}/start', { params, body: choices })),
    ),
    pause: useAction(() => body(api.POST('/api/crm/imports/{id}/pause', { params }))),
    resume: useAction(() => body(api.POST('/api/crm/imports/{id}/resume', { params }))),
    cancel: useAction(() => body(api.POST('/api/crm/imports/{id}/cancel', { params }))),
    undo: useAction(() => body(api.POST('/api/crm/imports/{id}/undo', { params }))),
    readAnew: useAction((choice: FormatChoice) =>
      body(api.PATCH('/api/crm/imports/{id}', { params, body: choice })),
    ),
  };
}

function useAction<Input = void>(send: (input: Input) => Promise<Import>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (changed) => keepImport(queryClient, changed),
    onError: toast.error,
  });
}
