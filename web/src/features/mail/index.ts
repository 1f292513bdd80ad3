import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { mailStatusQuery } from './api';

export { frameDocument, frameSandbox } from './frame';
export { SentContent } from './SentContent';

/** Whether mails stay on this server, and the person may read them. */
export function useDevInbox(): boolean {
  const isAdmin = useRole('admin');
  const { data } = useQuery({ ...mailStatusQuery, enabled: isAdmin });
  return isAdmin && data?.sender_configured === false;
}
