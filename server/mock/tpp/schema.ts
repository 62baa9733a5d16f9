import { z } from 'zod';
import { registeredTppSchema } from './registered.ts';

/** The JSON Schema of a pretend TPP's file, as it is published in `tpp.schema.json` (a test holds the two equal). */
export const publishedSchema = (): string =>
  `${JSON.stringify(
    { title: 'A pretend TPP of the Renkei mock world', ...z.toJSONSchema(registeredTppSchema, { io: 'input' }) },
    null,
    2,
  )}\n`;
