// A mail server of its own, as far as a mail has to get: takes every mail over SMTP (RFC 5321) and keeps it.
import { createServer } from 'node:net';

export async function startMailbox() {
  const mails = [];
  const server = createServer((socket) => receive(socket, mails));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return {
    mails,
    port: server.address().port,
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function receive(socket, mails) {
  let mail = { to: [] };
  let data = null; // the lines of a message that is coming in
  let rest = '';
  const say = (line) => socket.write(`${line}\r\n`);
  const command = (line) => {
    const [, verb, address] = line.match(/^(\w+)[^<]*<?([^>]*)/) ?? [];
    switch (verb?.toUpperCase()) {
      case 'EHLO':
      case 'HELO':
      case 'RSET':
      case 'NOOP':
        return say('250 mailbox.test');
      case 'MAIL':
        mail = { from: address, to: [] };
        return say('250 fine');
      case 'RCPT':
        mail.to.push(address);
        return say('250 fine');
      case 'DATA':
        data = [];
        return say('354 go on');
      case 'QUIT':
        say('221 bye');
        return socket.end();
      default:
        return say('502 unknown');
    }
  };
  const line = (text) => {
    if (data === null) return command(text);
    if (text !== '.') return data.push(text.startsWith('.') ? text.slice(1) : text);
    mails.push({ ...mail, data: data.join('\r\n') });
    data = null;
    say('250 taken');
  };
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy()); // a client that went without a word
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop();
    lines.forEach(line);
  });
  say('220 mailbox.test');
}

/** The HTML part of a mail in quoted-printable, as the product writes it. */
export function htmlOf({ data }) {
  const part = data.split(/^--\S+$/m).find((each) => /content-type: text\/html/i.test(each));
  if (!part) throw new Error(`no HTML in the mail:\n${data}`);
  const encoded = part.slice(part.indexOf('\r\n\r\n') + 4).replaceAll('=\r\n', '');
  const bytes = encoded.replace(/=([0-9A-F]{2})/g, (_, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
