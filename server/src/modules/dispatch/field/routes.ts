import { field as contract } from '@aftercare/contract/field';
import { implement } from '../../../platform/http/index.ts';
import type { Field } from './field.ts';

export function fieldRoutes(field: Field) {
  return [
    implement(contract.day, ({ principal }) => field.day(principal)),
    implement(contract.sync, async ({ principal, body, language }) => ({ outcomes: await field.sync(principal, body.operations, language) })),
  ];
}
