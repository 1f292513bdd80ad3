import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ConfirmHost } from '@/shared/ui';
import { cssVariablesResolver, theme } from './theme';

export function Providers({
  queryClient,
  children,
}: {
  queryClient: QueryClient;
  children: ReactNode;
}) {
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
        // jsdom lays nothing out: pop-ups would think that what they belong to is out of sight.
        env={import.meta.env.MODE === 'test' ? 'test' : 'default'}
      >
        <QueryClientProvider client={queryClient}>
          {children}
          <ConfirmHost />
          <Notifications position="bottom-right" limit={4} />
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  );
}
