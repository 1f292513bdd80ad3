// A file of contacts: in with its columns recognised, wrong rows told, out again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoPerson } from './harness/server.mjs';
import { setStage } from './harness/stage.mjs';

let person;
const stage = setStage({ demo: true }, async ({ server }) => {
  person = await server.api().signIn(demoPerson);
});

const people = `First name,Last name,E-mail,Company
Ines,Import,ines.import@example.com,Salon Mitte
Ivo,Import,ivo.import@example.com,Salon Mitte
Wrong,Row,this is no address,Salon Mitte
`;
const found = async () => (await person.get('/api/crm/contacts?q=import%40example')).items.length;

test('a file is imported, what is wrong with it told, and all of it undone', async () => {
  const page = await stage.open({ person });
  await page.goto('/imports/new');
  await page.getByLabel('File with contacts').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(people),
  });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Check the file first' }).click();
  await page.getByText('This is what would happen').waitFor();
  assert.equal(await found(), 0, 'a check changes nothing');
  await page.getByRole('button', { name: /^Import \d+ (people|person)$/ }).click();
  await page.getByText(/^Done: \d+ (people|person) imported$/).waitFor();
  assert.equal(await found(), 2);
  await page.getByText('this is no address').first().waitFor();
  await page.getByRole('button', { name: 'Undo the import' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click();
  await page.getByText('The import was undone').waitFor();
  assert.equal(await found(), 0);
});
