import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { activateLocale } from '@/shared/lib/locale';
import { ApiError } from '../api/error';
import { explain } from './explain';
import { fieldErrors, fieldWords } from './problemWords';

const problem = (code: string, more: object = {}) =>
  new ApiError({
    type: 'about:blank',
    title: 'In English',
    status: 409,
    code,
    request_id: 'r',
    errors: [],
    ...more,
  } as never);

/** The server's own list, as its document has it. */
const codes: string[] = JSON.parse(readFileSync('openapi.json', 'utf8')).components.schemas.Problem
  .properties.code.examples;

// What only a program can do wrong, or a person only by way of a mistake of ours.
const ofPrograms = new Set([
  'bad_request',
  'cross_site_request',
  'idempotency_key_reused',
  'invalid_json',
  'invalid_key',
  'key_not_accepted',
  'method_not_allowed',
  'project_required',
  'scope_missing',
  'unsupported_media_type',
  'user_required',
]);
const byStatus = { internal_error: 500, database_unavailable: 503, overloaded: 503 };
const status = (code: string) =>
  ({ ...byStatus, took_too_long: 503, too_many_requests: 429 })[code] ?? 409;

describe('in German', () => {
  afterEach(() => activateLocale('en'));

  it('every problem that a person may meet has a title', async () => {
    await activateLocale('de');
    expect(codes.length).toBeGreaterThan(50);
    const English = codes.filter(
      (code) =>
        !ofPrograms.has(code) &&
        explain(problem(code, { status: status(code) })).title === 'In English',
    );
    expect(English).toEqual([]);
  });

  it.each([
    ['required', 'is required', 'Bitte ausfüllen'],
    ['too_short', 'must not be empty', 'Bitte ausfüllen'],
    ['too_short', 'must be at least 12 characters', 'Mindestens 12 Zeichen'],
    ['too_long', 'must be at most 255 characters', 'Höchstens 255 Zeichen'],
    ['too_large', 'must be at most 864000', 'Höchstens 864000'],
    ['bad_format', 'must be a phone number', 'Bitte eine Telefonnummer, etwa +49 30 901820'],
    ['bad_format', 'must be curious', 'So nicht lesbar'],
    ['of_tomorrow', 'in English', 'In English'],
  ])('%s, “%s”, of a field is “%s”', async (code, message, words) => {
    await activateLocale('de');
    expect(fieldWords({ code, message })).toBe(words);
  });

  it('advice is not in English', async () => {
    await activateLocale('de');
    const advice = (more: object) => explain(problem('merge_conflict', more)).advice;
    expect(advice({ detail: 'the contact is in the trash; restore it first' })).toMatch(
      /Papierkorb/,
    );
    expect(advice({ detail: 'another contact has the address a@b.example' })).toBe('');
    expect(advice({ errors: [{ field: 'a', code: 'required', message: 'is required' }] })).toBe(
      'Bitte ausfüllen',
    );
  });
});

describe('in English', () => {
  it('each field has the first words for it, as people say them', () => {
    const errors = [
      { field: 'name', code: 'too_long', message: 'must be at most 9 characters' },
      { field: 'name', code: 'bad_format', message: 'must be one line' },
      { field: 'email', code: 'bad_format', message: 'must be an email address' },
      { field: 'colour', code: 'bad_format', message: 'must be curious' },
      { field: 'day', code: 'of_tomorrow', message: 'lies in the past' },
    ];
    expect(fieldErrors(problem('invalid_input', { errors }))).toEqual({
      name: 'At most 9 characters',
      email: 'Must be an e-mail address, such as ann@example.com',
      colour: 'Must be curious',
      day: 'Lies in the past',
    });
  });

  it('what the server says of the whole is quoted as a sentence', () => {
    expect(explain(problem('limit_reached', { detail: 'at most 500 segments' })).advice).toBe(
      'At most 500 segments',
    );
  });
});
