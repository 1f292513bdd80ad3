import { expect, it } from 'vitest';
import { textOfDocument } from './templateText';

it('keeps what a template says and leaves its looks and its footer behind', () => {
  const document = {
    theme: { accent: '#123456' },
    blocks: [
      { type: 'heading', text: 'Thank you' },
      { type: 'text', text: 'Hello {{ contact.first_name }}, this is **bold** and *slanted*.' },
      { type: 'image', src: 'https://a.example/b.png' },
      {
        type: 'columns',
        columns: [[{ type: 'button', label: 'Good', url: 'https://a.example' }], []],
      },
      { type: 'text', text: 'See [the map](https://a.example/map).' },
      { type: 'footer', text: 'You get this because …' },
    ],
  };
  expect(textOfDocument(document)).toBe(
    [
      'Thank you',
      'Hello {{ contact.first_name }}, this is bold and slanted.',
      'Good: https://a.example',
      'See the map (https://a.example/map).',
    ].join('\n\n'),
  );
});

it('is empty for what is no template', () => {
  expect(textOfDocument({})).toBe('');
});
