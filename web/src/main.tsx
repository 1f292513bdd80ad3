import '@fontsource-variable/inter/index.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/global.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Providers } from './app/Providers';
import { createAppRouter } from './app/router';
import { createQueryClient, whenSignedOut } from './shared/api';
import { activateLocale } from './shared/lib/locale';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

whenSignedOut(() => {
  queryClient.clear();
  void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } });
});

const element = document.getElementById('root');
if (!element) throw new Error('index.html has lost its #root');

await activateLocale(navigator.language);
createRoot(element).render(
  <StrictMode>
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
