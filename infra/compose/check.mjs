// Checks Compose files against the specification's schema, and that the files and services they name exist.
import { existsSync, readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

const schema = JSON.parse(readFileSync(new URL('compose-spec.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats(ajv);
// The schema names a format of Go's own: 1m30s.
ajv.addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/);
const valid = ajv.compile(schema);

// What a volume mounts; of ${VARIABLE:-default} the default.
function sourceOf(volume) {
  return volume.replace(/\$\{\w+:-([^}]*)\}/g, '$1').split(':')[0];
}

function problemsOf(file) {
  const compose = parse(readFileSync(file, 'utf8'), { merge: true });
  const problems = valid(compose) ? [] : valid.errors.map((error) => `${error.instancePath} ${error.message}`);
  for (const [name, service] of Object.entries(compose.services ?? {})) {
    for (const needed of Object.keys(service.depends_on ?? {})) {
      if (!compose.services[needed]) problems.push(`${name} depends on ${needed}, which is no service`);
    }
    const named = [service.build?.dockerfile, ...(service.volumes ?? []).map((volume) => sourceOf(volume))];
    for (const path of named.filter((path) => path && !(compose.volumes && path in compose.volumes))) {
      if (!existsSync(path)) problems.push(`${name} names ${path}, which is no file`);
    }
    for (const [key, value] of Object.entries(service.environment ?? {})) {
      if (value === null || typeof value === 'object') problems.push(`${name}: ${key} has no value`);
    }
  }
  return problems;
}

let failed = false;
for (const file of process.argv.slice(2)) {
  const problems = problemsOf(file);
  failed ||= problems.length > 0;
  console.log(problems.length > 0 ? `${file}:` : `${file}: as the Compose schema wants it (no Docker engine answers)`);
  for (const problem of problems) console.log(`  ${problem}`);
}
process.exitCode = failed ? 1 : 0;
