import { describe, expect, it } from 'vitest';
import { blockManifest } from '@/testing/campaignFixtures';
import { isMailDocument, moved, newBlock, summaryOf } from './mailDocument';

describe('blocks of a mail', () => {
  it('begin with their defaults', () => {
    expect(newBlock('heading', blockManifest)).toEqual({ type: 'heading', text: '', level: 1 });
    expect(newBlock('columns', blockManifest)).toEqual({ type: 'columns', columns: [[], []] });
    expect(newBlock('social', blockManifest)).toEqual({
      type: 'social',
      links: [{ label: '', url: '' }],
    });
    expect(newBlock('divider', blockManifest)).toEqual({ type: 'divider' });
  });

  it('move within the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });

  it('say of themselves what stands in them', () => {
    expect(summaryOf({ type: 'text', text: 'One\n\ntwo' })).toBe('One two');
    expect(summaryOf({ type: 'button', label: 'Book', url: 'https://example.com' })).toBe('Book');
    expect(summaryOf({ type: 'divider' })).toBe('');
  });

  it('are told from what is no document', () => {
    expect(isMailDocument({ blocks: [] })).toBe(true);
    for (const other of [null, undefined, 'x', {}, { blocks: {} }])
      expect(isMailDocument(other)).toBe(false);
  });
});
