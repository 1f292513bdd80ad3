import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from './toast';

/** A change by one click: says when it failed, fetches what it concerns. */
export function useSave<Input = void>(
  send: (input: Input) => Promise<unknown>,
  { refetch, done }: { refetch: QueryKey[]; done?: string },
) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      if (done) toast.success(done);
    },
    onError: toast.error,
    onSettled: () =>
      Promise.all(refetch.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  });
}
