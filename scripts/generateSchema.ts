import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { buildJsonSchema } from '../src/core/spec/jsonSchema.ts';
import { projectRoot } from './projectRoot.ts';
import { runMain } from './runMain.ts';
import { say } from './say.ts';

/** The language for editors that do not know it: a spec names this file as its `$schema`. */
const schemaFile = join(projectRoot, 'syntaxes/lstm.schema.json');

async function writeSchema(): Promise<void> {
  const schema = {
    $comment: 'Written by `npm run schema` from src/core/spec/table.',
    ...buildJsonSchema(),
  };
  await writeFile(schemaFile, await format(JSON.stringify(schema), { parser: 'json', printWidth: 120 }));
  say(`The language as a JSON Schema is in ${schemaFile}.`);
}

if (import.meta.main) await runMain(writeSchema);
