import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { json, serve } from '@/testing/server';
import { ReaderContext, useBlockPreview } from './blockPreview';

const path = 'POST /api/email/blocks/preview';

function Drawn({ text, columns = 1 }: { text: string; columns?: number }) {
  const { data, isError } = useBlockPreview({ type: 'text', text }, columns, {});
  return <p>{isError ? `${text} failed` : data?.html}</p>;
}

function show(blocks: React.ReactNode) {
  const queries = new QueryClient();
  const around = (inside: React.ReactNode) => (
    <QueryClientProvider client={queries}>
      <ReaderContext value="somebody">{inside}</ReaderContext>
    </QueryClientProvider>
  );
  const { rerender } = render(around(blocks));
  return (next: React.ReactNode) => rerender(around(next));
}

type Asked = { blocks: { block: { text: string }; columns: number }[]; contact_id: string };
const drawnOf = ({ blocks }: Asked) => ({
  items: blocks.map(({ block, columns }) => ({ html: `${block.text}/${columns}`, remarks: [] })),
});

it('asks for all blocks together, and for each content once', async () => {
  const asked = serve({ [path]: async (request) => json(drawnOf(await request.json())) });
  const showAgain = show([
    <Drawn key="a" text="one" />,
    <Drawn key="b" text="two" columns={2} />,
    <Drawn key="c" text="one" />,
  ]);
  expect(await screen.findByText('two/2')).toBeVisible();
  expect(screen.getAllByText('one/1')).toHaveLength(2);
  showAgain([<Drawn key="d" text="two" columns={2} />, <Drawn key="e" text="three" />]);
  expect(await screen.findByText('three/1')).toBeVisible();
  expect(screen.getByText('two/2')).toBeVisible();
  const bodies = asked.filter(({ route }) => route === path).map(({ body }) => body as Asked);
  expect(bodies.map(({ blocks }) => blocks.map(({ block }) => block.text))).toEqual([
    ['one', 'two'],
    ['three'],
  ]);
  expect(bodies.every(({ contact_id }) => contact_id === 'somebody')).toBe(true);
});

it('asks for no more than the server draws at once', async () => {
  const asked = serve({ [path]: async (request) => json(drawnOf(await request.json())) });
  show(Array.from({ length: 201 }, (_, at) => <Drawn key={String(at)} text={`t${at}`} />));
  expect(await screen.findByText('t200/1')).toBeVisible();
  const counts = asked
    .filter(({ route }) => route === path)
    .map(({ body }) => (body as Asked).blocks.length);
  expect(counts).toEqual([200, 1]);
});

it('says of each block that it could not be drawn', async () => {
  serve({ [path]: () => json({}, 500) });
  show([<Drawn key="a" text="one" />, <Drawn key="b" text="two" />]);
  expect(await screen.findByText('one failed')).toBeVisible();
  expect(screen.getByText('two failed')).toBeVisible();
});
