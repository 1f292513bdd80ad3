import { Button } from '@mantine/core';
import { act, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderWithin } from '@/testing/render';
import { problem } from '@/testing/server';
import { ApiError, problemOf } from '../api/error';
import { confirm } from './confirm';
import { Dialog } from './Dialog';
import { explain } from './explain';
import { PersonAvatar } from './PersonAvatar';
import { ProgressBar } from './ProgressBar';
import { SearchInput } from './SearchInput';
import { toast } from './toast';

describe('what went wrong, in plain words', () => {
  it.each([
    [412, 'version_conflict', 'Somebody changed this in the meantime', undefined],
    [403, 'not_allowed', 'Your role does not allow this', undefined],
    [404, 'not_found', 'There is nothing here any more', undefined],
    [429, 'too_many_attempts', 'That was a bit fast', undefined],
    [503, 'overloaded', 'The server is busy', 'r1'],
    [500, 'internal_error', 'Something went wrong on our side', 'r1'],
    [409, 'email_taken', 'There is an account with this e-mail address', undefined],
    // What this app does not know yet keeps the server's words.
    [409, 'of_tomorrow', 'of_tomorrow', undefined],
  ])('%i %s', async (status, code, title, requestId) => {
    const explained = explain(new ApiError(await problemOf(problem(status, code))));
    expect(explained.title).toBe(title);
    expect(explained.requestId).toBe(requestId);
  });

  it('no network', () => {
    expect(explain(new TypeError('Failed to fetch')).title).toBe('The server cannot be reached');
  });
});

describe('the picture of a person', () => {
  it.each([
    ['Ana Ärmel', 'AÄ'],
    ['ana@example.com', 'AN'],
    ['+49 170 5550001', ''],
  ])('of %s has the letters “%s”', (name, letters) => {
    const { container } = renderWithin(<PersonAvatar name={name} />);
    expect(container.querySelector('.mantine-Avatar-root')?.textContent).toBe(letters);
  });
});

describe('confirm', () => {
  const ask = (typed?: string) => {
    let answer: boolean | undefined;
    act(() => {
      void confirm({ title: 'Delete?', body: 'All of it', action: 'Delete it', typed }).then(
        (yes) => {
          answer = yes;
        },
      );
    });
    return { answer: () => answer };
  };

  it('waits for the answer', async () => {
    const { user } = renderWithin(null);
    const yes = ask();
    await user.click(await screen.findByRole('button', { name: 'Delete it' }));
    await waitFor(() => expect(yes.answer()).toBe(true));
    const no = ask();
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(no.answer()).toBe(false));
  });

  it('takes the typed name before what cannot be undone', async () => {
    const { user } = renderWithin(null);
    const asked = ask('Bluebird');
    const button = await screen.findByRole('button', { name: 'Delete it' });
    expect(button).toBeDisabled();
    await user.type(screen.getByRole('textbox'), 'Blue');
    expect(button).toBeDisabled();
    await user.type(screen.getByRole('textbox'), 'bird{Enter}');
    await waitFor(() => expect(asked.answer()).toBe(true));
  });
});

it('a toast can take back what it tells', async () => {
  const undo = vi.fn();
  const { user } = renderWithin(null);
  act(() => {
    toast.undo('3 contacts deleted', undo);
  });
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledTimes(1);
});

describe('progress', () => {
  it('says share, rate and time left', () => {
    renderWithin(
      <ProgressBar
        label="Import"
        done={250}
        total={1000}
        rows={1200}
        ratePerSecond={80.4}
        secondsLeft={65}
      />,
    );
    expect(screen.getByRole('progressbar', { name: 'Import' })).toHaveAttribute(
      'aria-valuenow',
      '25',
    );
    expect(screen.getByText(/1,200 rows · 80 per second/)).toBeVisible();
    expect(screen.getByText(/25 % · 1 min 5 sec left/)).toBeVisible();
  });

  it('that is paused promises no time', () => {
    renderWithin(<ProgressBar label="Import" done={5} total={10} secondsLeft={65} paused />);
    expect(screen.getByText(/50 % · paused/)).toBeVisible();
    expect(screen.queryByText(/left/)).toBeNull();
  });
});

describe('the search field', () => {
  it('tells what was typed once typing pauses', async () => {
    const onChange = vi.fn();
    const { user } = renderWithin(
      <SearchInput label="Search" value="" onChange={onChange} delayMs={500} />,
    );
    await user.type(screen.getByRole('searchbox'), 'ava');
    await waitFor(() => expect(onChange).toHaveBeenCalledWith('ava'));
    expect(onChange).toHaveBeenCalledTimes(1);
  });
});

describe('a dialog', () => {
  function Page({ fades }: { fades: boolean }) {
    const [opened, setOpened] = useState(false);
    const close = () => setOpened(false);
    return (
      <>
        <Button onClick={() => setOpened(true)}>Rename</Button>
        {(fades || opened) && (
          <Dialog title="New name" opened={opened} onClose={close}>
            <input aria-label="Name" />
          </Dialog>
        )}
      </>
    );
  }

  it.each([
    ['is taken out of the tree', false],
    ['fades away', true],
  ])('gives the focus back when it %s', async (_way, fades) => {
    const { user } = renderWithin(<Page fades={fades} />);
    const opener = screen.getByRole('button', { name: 'Rename' });
    await user.click(opener);
    await screen.findByRole('dialog', { name: 'New name' });
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(opener).toHaveFocus());
  });

  it('that a line of a menu opened gives it to the button of the menu', async () => {
    const { user } = renderWithin(
      <>
        <button type="button" aria-controls="lines">
          More
        </button>
        <Line />
      </>,
    );
    await user.click(screen.getByRole('menuitem', { name: 'Rename' }));
    await user.click(await screen.findByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'More' })).toHaveFocus());
  });

  /** A menu that has not quite gone when the dialog of its line opens. */
  function Line() {
    const [state, setState] = useState<'menu' | 'dialog' | 'done'>('menu');
    if (state === 'done') return null;
    return (
      <>
        <div role="menu" id="lines">
          <button type="button" role="menuitem" onClick={() => setState('dialog')}>
            Rename
          </button>
        </div>
        {state === 'dialog' && <Dialog title="New name" onClose={() => setState('done')} />}
      </>
    );
  }
});
