// Calls of the API, for what a test prepares or looks up beside the browser.

export class Api {
  #cookies = new Map();
  #headers = {};

  constructor(origin) {
    this.origin = origin;
  }

  get = (path) => this.send('GET', path);
  post = (path, body = {}) => this.send('POST', path, body);
  patch = (path, body) => this.send('PATCH', path, body);
  delete = (path) => this.send('DELETE', path);

  /** The answer's JSON, null without a body. Throws on everything but success. */
  async send(method, path, body) {
    const answer = await this.fetch(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async upload(path, fileName, text) {
    const answer = await this.#call('POST', path, text, {
      'content-type': 'text/csv',
      'x-file-name': encodeURIComponent(fileName),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  fetch(method, path, body) {
    if (body === undefined) return this.#call(method, path);
    return this.#call(method, path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  async #call(method, path, body, headers) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.origin + path, {
      method,
      headers: {
        ...this.#headers,
        ...(cookie && { cookie }),
        ...headers,
      },
      body,
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';', 1)[0].split('=');
      this.#cookies.set(name, value);
    }
    return answer;
  }

  async signUp({ name, email, password, project }) {
    await this.post('/api/auth/sign-up', { name, email, password, project_name: project });
    return this.#inProject();
  }

  async signIn({ email, password }) {
    await this.post('/api/auth/sign-in', { email, password });
    return this.#inProject();
  }

  async #inProject() {
    this.me = await this.get('/api/me');
    this.projectId = this.me.projects[0]?.id;
    if (this.projectId) this.#headers['x-project-id'] = this.projectId;
    return this;
  }

  useKey(key) {
    this.#headers = { authorization: `Bearer ${key}` };
    return this;
  }

  /** For a browser that shall be signed in as this person. */
  browserCookies() {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.origin }));
  }

  /** The newest mail to an address about something, from the dev inbox. The caller is an admin. */
  async lastMail(to, about) {
    return eventually(async () => {
      const { items } = await this.get('/api/dev-inbox');
      const mail = items.find(
        ({ recipient, subject }) => recipient.includes(to) && about.test(subject),
      );
      return mail && (await this.get(`/api/dev-inbox/${mail.id}`));
    }, `mail to ${to} about ${about}`);
  }
}

export function linkIn(mail) {
  const [link] = mail.text.match(/https?:\/\/\S+/) ?? [];
  if (!link) throw new Error(`no link in the mail:\n${mail.text}`);
  return link;
}

/** What `look` finds, asked until it finds something. */
export async function eventually(look, what, limitMs = 15_000) {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`there is no ${what} after ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
