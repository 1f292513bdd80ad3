import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { Providers } from '../app/Providers';
import { createAppRouter } from '../app/router';
// The frame of every screen, loaded before the first test waits for it.
import '../app/shell/Shell';
import { createQueryClient } from '../shared/api';

/** A component among the app's providers. */
export function renderWithin(children: ReactNode) {
  const queryClient = createQueryClient();
  return {
    user: userEvent.setup(),
    queryClient,
    ...render(<Providers queryClient={queryClient}>{children}</Providers>),
  };
}

/** The whole app at an address. */
export function renderApp(path: string) {
  const queryClient = createQueryClient();
  const history = createMemoryHistory({ initialEntries: [path] });
  const router = createAppRouter(queryClient, history);
  return {
    user: userEvent.setup(),
    queryClient,
    router,
    ...render(
      <Providers queryClient={queryClient}>
        <RouterProvider router={router} />
      </Providers>,
    ),
  };
}
