// The other validator, ajv: node validate_npm.mjs SCHEMA.json < lines. Each line of standard input is one JSON document;
// prints one line each: "" when it is valid, else where it is not.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const modules = process.env.ZHIKE_NODE_MODULES ?? fileURLToPath(new URL('../../.tools/npm/node_modules', import.meta.url));
const Ajv = createRequire(`${modules}/`)('ajv/dist/2020');
const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false, strictTuples: false }).compile(
  JSON.parse(readFileSync(process.argv[2], 'utf8')));
for (const line of readFileSync(0, 'utf8').split('\n').slice(0, -1)) {
  const is_valid = validate(JSON.parse(line));
  console.log(is_valid ? '' : validate.errors[0].instancePath || '/');
}
