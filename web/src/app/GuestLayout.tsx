import { Outlet } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { BlockSkeleton } from '@/shared/ui';
import classes from './GuestLayout.module.css';
import { Logo } from './Logo';

/** The frame of the screens before one is in a project. */
export function GuestLayout() {
  return (
    <GuestFrame>
      <Suspense fallback={<BlockSkeleton height={220} />}>
        <Outlet />
      </Suspense>
    </GuestFrame>
  );
}

/** Also of what is no screen: an address that leads nowhere, an app that broke. */
export function GuestFrame({ children }: { children: ReactNode }) {
  return (
    <div className={classes.layout}>
      <header className={classes.header}>
        <Logo />
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        {children}
      </main>
    </div>
  );
}
