// What the database itself says, past the server: the last word in tests that compare.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const versions = '/usr/lib/postgresql';
const psql = readdirSync(versions)
  .map((version) => join(versions, version, 'bin/psql'))
  .find(existsSync);

/** The only value of the only row, as text. As the owner of the tables. */
export function askDatabase(server, query) {
  const socket = join(server.data, 'cluster/socket');
  return execFileSync(
    psql,
    ['-h', socket, '-U', 'socialflow', '-d', 'socialflow', '-XAtqc', query],
    { encoding: 'utf8' },
  ).trim();
}
