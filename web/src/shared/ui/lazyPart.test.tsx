import { render, screen } from '@testing-library/react';
import { type ComponentType, Suspense } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { lazyPart } from './lazyPart';

afterEach(() => vi.unstubAllGlobals());

function Greeting({ name }: { name: string }) {
  return <p>Hello {name}</p>;
}

function shown(Part: ComponentType<{ name: string }>) {
  render(
    <Suspense fallback={<p>Loading</p>}>
      <Part name="Ava" />
    </Suspense>,
  );
}

it('is fetched when the browser has time, and is there at once from then on', async () => {
  const idle: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (call: () => void) => idle.push(call));
  const load = vi.fn(async () => Greeting);
  const Part = lazyPart(load);
  expect(load).not.toHaveBeenCalled();
  for (const call of idle) call();
  await load.mock.results[0]?.value;
  await Promise.resolve();
  shown(Part);
  expect(screen.getByText('Hello Ava')).toBeVisible();
  expect(load).toHaveBeenCalledTimes(1);
});

it('is fetched when it is asked for before that', async () => {
  const Part = lazyPart(async () => Greeting);
  shown(Part);
  expect(screen.getByText('Loading')).toBeVisible();
  expect(await screen.findByText('Hello Ava')).toBeVisible();
});

it('is asked for once more where the network failed', async () => {
  const idle: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (call: () => void) => idle.push(call));
  const load = vi.fn(async () => Greeting);
  load.mockRejectedValueOnce(new Error('offline'));
  const Part = lazyPart(load);
  for (const call of idle) call();
  await load.mock.results[0]?.value.catch(() => undefined);
  shown(Part);
  expect(await screen.findByText('Hello Ava')).toBeVisible();
});
