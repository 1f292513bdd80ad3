import { screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { activateLocale } from '@/shared/lib/locale';
import { renderWithin } from '@/testing/render';
import { serve } from '@/testing/server';
import { useNotificationWords } from './notificationWords';

beforeEach(() => setCurrentProjectId(null));

let wordsOf: ReturnType<typeof useNotificationWords>;
function Words() {
  wordsOf = useNotificationWords();
  return <p>ready</p>;
}

describe('a notification in German', () => {
  beforeEach(async () => {
    await activateLocale('de');
    serve();
    renderWithin(<Words />);
    await screen.findByText('ready');
  });
  afterEach(() => activateLocale('en'));

  it.each([
    [
      { about: 'import_finished', file: 'a.csv', added: 1200, updated: 0, refused: 3 },
      'Import fertig',
      'a.csv: 1.200 hinzugefügt, 0 aktualisiert, 3 abgelehnt',
    ],
    [
      { about: 'budget_near', campaign: 'Mai', spent: '80.00', budget: '100.00', currency: 'EUR' },
      'Mai nähert sich dem Budget',
      /^80,00\s€ von 100,00\s€/,
    ],
    [
      { about: 'budget_spent', campaign: 'Mai', spent: '100.00', currency: 'EUR', waiting: 1 },
      /Budget/,
      /1 Person wartet/,
    ],
    [{ about: 'audience_grew', campaign: 'Mai', now: 12, before: 9 }, /Mai wartet/, /12 .* 9/],
    [{ about: 'mention', who: 'Ben' }, 'Ben hat Sie erwähnt', /Notiz/],
    [{ about: 'webhook_gone', url: 'https://a.example' }, /abgeschaltet/, /410/],
    [{ about: 'webhook_failing', url: 'https://a.example' }, /abgeschaltet/, /drei Tagen/],
    [
      { about: 'domain_broken', domain: 'a.example', parts: 'SPF, DKIM', sender: 'Salon' },
      /DNS von a\.example/,
      /SPF, DKIM.*Salon/,
    ],
  ])('about %o', (details, title, body) => {
    const words = wordsOf({ title: 'English', body: 'English', details });
    expect(words.title).toMatch(title);
    expect(words.body).toMatch(body);
  });

  it('of another kind keeps its own words', () => {
    expect(wordsOf({ title: 'Ruf Ada an', body: '', details: {} })).toEqual({
      title: 'Ruf Ada an',
      body: '',
    });
  });
});
