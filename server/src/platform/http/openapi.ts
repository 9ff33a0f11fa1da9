import { Problem, type RouteSpec, type Schema as ContractSchema, zodOf } from '@aftercare/contract';
import { z } from 'zod';

type Schema = Record<string, unknown>;
const schemaOf = (type: ContractSchema, io: 'input' | 'output'): Schema => {
  const { $schema: _, ...schema } = z.toJSONSchema(zodOf(type), { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Schema;
  return schema;
};

function parameters(spec: RouteSpec): Schema[] {
  const list: Schema[] = [];
  const add = (type: ContractSchema | undefined, place: 'path' | 'query') => {
    if (!type) return;
    const schema = schemaOf(type, 'input') as { properties?: Record<string, Schema>; required?: string[] };
    for (const [name, property] of Object.entries(schema.properties ?? {})) list.push({ name, in: place, required: place === 'path' || (schema.required ?? []).includes(name), schema: property });
  };
  add(spec.params, 'path');
  add(spec.query, 'query');
  if (spec.idempotent) list.push({ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' }, description: 'The same key with the same body gives the same answer for 24 h.' });
  if (spec.method === 'PATCH') list.push({ name: 'If-Match', in: 'header', required: false, schema: { type: 'string' }, description: 'Version last seen, as in ETag.' });
  return list;
}

/** The OpenAPI 3.1 document of the contract. */
export function openApi(groups: Readonly<Record<string, Readonly<Record<string, RouteSpec>>>>, version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const [tag, routes] of Object.entries(groups)) {
    for (const [name, spec] of Object.entries(routes)) {
      const path = spec.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = {
        ...paths[path],
        [spec.method.toLowerCase()]: {
          operationId: `${tag}.${name}`, tags: [tag], summary: spec.summary,
          description: spec.right ? `Needs the right \`${spec.right}\`.` : `Public: ${spec.public}.`,
          security: spec.right ? [{ apiKey: [] }, { session: [] }] : [],
          parameters: parameters(spec),
          ...(spec.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(spec.body, 'input') } } } } : {}),
          responses: {
            [String(spec.status ?? 200)]: { description: 'Success', content: { 'application/json': { schema: schemaOf(spec.response, 'output') } } },
            default: { description: 'Problem (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
          },
        },
      };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Aftercare', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }, description: 'Everything between a company and its customers after the sale.' },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `aftercare apikey create`' }, session: { type: 'apiKey', in: 'cookie', name: 'aftercare_session' } },
    },
  };
}
