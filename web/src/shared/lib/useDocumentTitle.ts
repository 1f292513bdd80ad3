import { useEffect } from 'react';

/** "Contacts · SocialFlow" */
export function useDocumentTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · SocialFlow`;
  }, [title]);
}
