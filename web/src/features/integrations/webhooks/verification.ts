// Of https://github.com/standard-webhooks/standard-webhooks: id, time and body joined by dots, HMAC-SHA256, base64.
/** How a receiver in Node tells our messages from others; a test runs it. */
export const example = `import { createHmac, timingSafeEqual } from 'node:crypto';

// body: the bytes as they came, before anything parses them
export function isFromSocialFlow(headers, body, secret) {
  const id = headers['webhook-id'];
  const time = headers['webhook-timestamp'];
  if (Math.abs(Date.now() / 1000 - Number(time)) > 300) return false; // an old one, sent again

  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const wanted = createHmac('sha256', key).update(\`\${id}.\${time}.\${body}\`).digest();
  return headers['webhook-signature'].split(' ').some((signature) => {
    const given = Buffer.from(signature.replace('v1,', ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}`;
