import { Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { BlockSkeleton } from '@/shared/ui';
import classes from './GuestLayout.module.css';
import { Logo } from './Logo';

/** The frame of the screens before one is in a project. */
export function GuestLayout() {
  return (
    <div className={classes.layout}>
      <header className={classes.header}>
        <Logo />
      </header>
      <main id="main" tabIndex={-1} className={classes.main}>
        <Suspense fallback={<BlockSkeleton height={220} />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
