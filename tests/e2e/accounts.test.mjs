// Who gets in, and how: sign-up to the second person with a role.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linkIn } from './harness/api.mjs';
import { setStage } from './harness/stage.mjs';
import { totp } from './harness/totp.mjs';

const stage = setStage();

const ada = { name: 'Ada Salon', email: 'ada@example.com', password: 'four words in a row' };
const salon = 'Salon Ada';

async function signInByPassword(page, { email, password }) {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signOut(page, name) {
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

const hasFocus = (element) => element === document.activeElement;
const greeting = (page, firstName) => page.getByRole('heading', { name: `Hello ${firstName}` });

describe('an account', () => {
  test('is made by signing up, and leads to the first steps', async () => {
    const page = await stage.open();
    await page.goto('/');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('Your name').fill(ada.name);
    await page.getByLabel('E-mail').fill(ada.email);
    await page.getByLabel('Password', { exact: true }).fill('short');
    await page.getByLabel('Name of your business').fill(salon);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    assert.ok(await page.getByLabel('Password', { exact: true }).evaluate(hasFocus), 'go on here');
    await page.getByLabel('Password', { exact: true }).fill(ada.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await greeting(page, 'Ada').waitFor();
    await page.getByRole('region', { name: 'First steps' }).waitFor();
    await page.getByText('Invite your team').waitFor();
  });

  test('is not made twice for one address', async () => {
    const page = await stage.open({ expected: [/^answer: 409 POST \/api\/auth\/sign-up/] });
    await page.goto('/sign-up');
    await page.getByLabel('Your name').fill('Ada again');
    await page.getByLabel('E-mail').fill('ADA@example.com');
    await page.getByLabel('Password', { exact: true }).fill(ada.password);
    await page.getByLabel('Name of your business').fill('Second');
    await page.getByRole('button', { name: 'Create account' }).click();
    const field = page.getByLabel('E-mail');
    await page.locator('[aria-invalid=true]').waitFor();
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
  });

  test('is not opened by a wrong password, but by the right one, at the place one wanted', async () => {
    const page = await stage.open({ expected: [/^answer: 401 POST \/api\/auth\/sign-in/] });
    await page.goto('/settings/profile');
    await page.getByLabel('E-mail').fill(ada.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    assert.equal(await page.getByLabel('E-mail').inputValue(), ada.email, 'what was typed stays');
    await page.getByLabel('Password', { exact: true }).fill(ada.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Profile' }).waitFor();
    await signOut(page, ada.name);
    await page.goto('/contacts');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('gets a new password through a link in a mail, once', async () => {
    const owner = await stage.server.api().signIn(ada);
    const forgetful = { ...ada, name: 'Bob Late', email: 'bob@example.com', project: 'Bob' };
    await stage.server.api().signUp(forgetful);
    const page = await stage.open({
      expected: [/^answer: 4\d\d POST \/api\/auth\/reset-password/],
    });
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail').fill(forgetful.email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByRole('heading', { name: 'Look into your inbox' }).waitFor();
    const link = linkIn(await owner.lastMail(forgetful.email, /password/i));
    assert.ok(link.startsWith(stage.server.origin), link);
    const choose = async () => {
      await page.goto(link);
      await page.getByLabel('New password').fill('another four words');
      await page.getByRole('button', { name: 'Change password' }).click();
    };
    await choose();
    await page.getByRole('heading', { name: 'Your password is changed' }).waitFor();
    await choose();
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    await signInByPassword(page, { ...forgetful, password: 'another four words' });
    await greeting(page, 'Bob').waitFor();
  });
});

describe('the second step', () => {
  const carla = { ...ada, name: 'Carla Code', email: 'carla@example.com', project: 'Carla' };
  let secret = '';
  let recoveryCodes = [];

  test('is set up with an authenticator app', async () => {
    const person = await stage.server.api().signUp(carla);
    const page = await stage.open({
      person,
      expected: [/^answer: 4\d\d POST \/api\/me\/totp\/confirm/],
    });
    await page.goto('/settings/security');
    await page.getByRole('button', { name: 'Set up' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img', { name: /QR code/ }).waitFor();
    secret = (await dialog.locator('code').innerText()).trim();
    await dialog.getByLabel('Type the code').fill('000000');
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await dialog.locator('[aria-invalid=true]').waitFor();
    await dialog.getByLabel('Type the code').fill(totp(secret));
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    const kept = page.getByRole('dialog', { name: 'Keep these recovery codes' });
    recoveryCodes = (await kept.locator('code').innerText()).trim().split(/\s+/);
    assert.ok(recoveryCodes.length >= 8, recoveryCodes.join());
    const done = kept.getByRole('button', { name: 'Done' });
    assert.ok(await done.isDisabled(), 'the codes are not lost by a click');
    await kept.getByLabel('I have put them in a safe place').check();
    await done.click();
    await page.getByText('on', { exact: true }).waitFor();
  });

  test('is asked for after the password', async () => {
    const page = await stage.open({
      expected: [/^answer: 4\d\d POST \/api\/auth\/second-factor/],
    });
    await signInByPassword(page, carla);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await page.getByLabel('Code').fill('123456');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    await page.getByLabel('Code').fill(totp(secret, 1)); // the one of now is used already
    await page.getByRole('button', { name: 'Go on' }).click();
    await greeting(page, 'Carla').waitFor();
  });

  test('can be a recovery code, once', async () => {
    const page = await stage.open({
      expected: [/^answer: 4\d\d POST \/api\/auth\/second-factor/],
    });
    const useCode = async () => {
      await signInByPassword(page, carla);
      await page.getByRole('button', { name: /Use a recovery code/ }).click();
      await page.getByLabel('Recovery code').fill(recoveryCodes[0]);
      await page.getByRole('button', { name: 'Go on' }).click();
    };
    await useCode();
    await greeting(page, 'Carla').waitFor();
    await signOut(page, carla.name);
    await useCode();
    await page.locator('[aria-invalid=true]').waitFor();
  });
});

describe('a passkey', () => {
  test('is added and signs in without a password', async () => {
    const dora = { ...ada, name: 'Dora Key', email: 'dora@example.com', project: 'Dora' };
    const person = await stage.server.api().signUp(dora);
    const page = await stage.open({ person });
    const devTools = await page.context().newCDPSession(page);
    await devTools.send('WebAuthn.enable');
    await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await page.goto('/settings/security');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Test laptop');
    await page.getByRole('button', { name: 'Go on' }).click();
    const key = page.getByRole('list', { name: 'Passkeys' });
    await key.getByText('Test laptop').waitFor();
    await key.getByText('Never used').waitFor();
    await signOut(page, dora.name);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await greeting(page, 'Dora').waitFor();
    await page.goto('/settings/security');
    await key.getByText(/Last used/).waitFor();
  });
});

describe('a second person', () => {
  const elif = { name: 'Elif Look', email: 'elif@example.com', password: 'just looking around' };

  test('is invited by mail and comes in as what she was invited for', async () => {
    const owner = await stage.server.api().signIn(ada);
    const page = await stage.open({ person: owner });
    await page.goto('/settings/members');
    await page.getByRole('button', { name: 'Invite people' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill(elif.email);
    await dialog.getByLabel('Viewer').check();
    await dialog.getByRole('button', { name: 'Send invitation' }).click();
    await page.getByRole('list', { name: 'Invitations' }).getByText(elif.email).waitFor();

    const guest = await stage.open();
    await guest.goto(linkIn(await owner.lastMail(elif.email, /invit/i)));
    await guest.getByRole('heading', { name: `Join ${salon}` }).waitFor();
    await guest.getByLabel('Your name').fill(elif.name);
    await guest.getByLabel('Choose a password').fill(elif.password);
    await guest.getByRole('button', { name: 'Create account and join' }).click();
    await greeting(guest, 'Elif').waitFor();
    await guest.getByRole('button', { name: salon }).waitFor();

    await page.reload();
    await page.getByRole('list', { name: 'Members' }).getByText(elif.email).waitFor();
  });

  test('sees everything as a viewer, and nothing that changes it', async () => {
    const owner = await stage.server.api().signIn(ada);
    const contact = await owner.post('/api/crm/contacts', {
      first_name: 'Karl',
      last_name: 'Kunde',
    });
    const viewer = await stage.server.api().signIn(elif);
    const page = await stage.open({ person: viewer });
    await page.goto('/contacts');
    await page.getByRole('grid', { name: 'Contacts' }).getByText('Karl Kunde').waitFor();
    for (const name of ['New contact', /^Import/, /^Export/])
      assert.equal(await page.getByRole('button', { name }).count(), 0, `${name}`);
    await page.goto(`/contacts/${contact.id}`);
    await page.getByRole('heading', { name: 'Karl Kunde' }).waitFor();
    await page.getByRole('tab', { name: 'Timeline' }).waitFor();
    for (const name of ['Delete', 'Save note', /^Edit/])
      assert.equal(await page.getByRole('button', { name }).count(), 0, `${name}`);
    assert.equal(await page.getByRole('textbox').count(), 0, 'nothing to type into');
    await page.goto('/tasks');
    await page.getByRole('heading', { name: 'Tasks' }).waitFor();
    assert.equal(await page.getByRole('textbox').count(), 0, 'no tasks to add');
    await page.goto('/settings/members');
    await page.getByRole('list', { name: 'Members' }).getByText(elif.email).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Invite people' }).count(), 0);
    await page.goto('/settings/keys');
    await page.getByRole('heading', { name: 'API keys' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'New key' }).count(), 0);
  });

  test('may do more as soon as an admin says so', async () => {
    const owner = await stage.server.api().signIn(ada);
    const admin = await stage.open({ person: owner });
    await admin.goto('/settings/members');
    await admin.getByRole('combobox', { name: `Role of ${elif.name}` }).click();
    await admin.getByRole('option', { name: 'Member' }).click();
    await admin.getByText('Role changed').waitFor();
    const page = await stage.open({ person: await stage.server.api().signIn(elif) });
    await page.goto('/contacts');
    await page.getByRole('button', { name: 'New contact' }).waitFor();
  });
});

describe('a program', () => {
  test('gets a key that opens what was ticked, until it is revoked', async () => {
    const owner = await stage.server.api().signIn(ada);
    const page = await stage.open({ person: owner });
    await page.goto('/settings/keys');
    await page.getByRole('button', { name: 'New key' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New API key' });
    await dialog.getByLabel('Name').fill('Website forms');
    await dialog.getByRole('button', { name: /Create|Make/ }).click();
    const shown = page.getByRole('dialog', { name: 'Copy the key now' });
    const program = stage.server.api().useKey((await shown.locator('code').innerText()).trim());
    await shown.getByRole('button', { name: 'I have copied it' }).click();

    const { items } = await program.get('/api/crm/contacts');
    assert.equal(items[0].display_name, 'Karl Kunde');
    const written = await program.fetch('POST', '/api/crm/contacts', { first_name: 'No' });
    assert.equal(written.status, 403, 'only reading was ticked');

    await page.getByRole('button', { name: 'Revoke Website forms' }).click();
    await page.getByRole('button', { name: 'Revoke key' }).click();
    await page.getByText('revoked', { exact: true }).waitFor();
    assert.equal((await program.fetch('GET', '/api/crm/contacts')).status, 401);
  });
});
