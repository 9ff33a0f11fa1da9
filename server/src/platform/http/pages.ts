import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import { type RouteTable, api } from '@aftercare/contract';
import type { FastifyInstance } from 'fastify';
import { openApi } from './openapi.ts';
import { problemOf } from './problems.ts';

const web = join(import.meta.dirname, '../../../../web');
const docsPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Aftercare API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head><body><div id="ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;

/** Names of the built files. A build beside the running server (`npm run dev`) gives them new ones: who asks for an unknown file has the folder read again, once a second at most. */
function filesOf(root: string): (path: string) => boolean {
  const read = () => new Set(readdirSync(root, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(root.length + 1).replaceAll(sep, '/')));
  let known = read();
  let readAt = performance.now();
  return (path) => {
    if (known.has(path) || !/\.\w+$/.test(path) || performance.now() - readAt < 1000) return known.has(path);
    [known, readAt] = [read(), performance.now()];
    return known.has(path);
  };
}

/** The built web apps, each with its own fallback page, and the API's documentation. */
export async function servePages(app: FastifyInstance, version: string): Promise<void> {
  const apps = [{ prefix: '/portal/', root: join(web, 'portal/dist') }, { prefix: '/field/', root: join(web, 'field/dist') }, { prefix: '/widget/', root: join(web, 'widget/dist') }, { prefix: '/', root: join(web, 'console/dist') }];
  for (const { prefix, root } of apps) {
    if (!existsSync(root)) continue;
    await app.register(async (scope) => {
      // One route for all files: hundreds of them, each with its own, would be a tenth of a start.
      await scope.register(fastifyStatic, {
        root, prefix, serve: false, preCompressed: true, decorateReply: true,
        setHeaders: (reply, path) => {
          // Hashed names never change; pages and loaders are asked for anew.
          void reply.header('cache-control', /\/assets\//.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
          void reply.header('vary', 'accept-encoding');
        },
      });
      const has = filesOf(root);
      // Typed without its last slash, the address would belong to the console.
      if (prefix !== '/' && prefix !== '/widget/') scope.get(prefix.slice(0, -1), (request, reply) => reply.redirect(prefix + request.url.slice(prefix.length - 1)));
      scope.get<{ Params: { '*': string } }>(`${prefix}*`, (request, reply) => {
        const path = request.params['*'];
        if (has(path)) return reply.sendFile(path);
        // A page in place of a file of another build would be taken for that file, and kept.
        if (prefix === '/widget/' || path.startsWith('assets/') || request.url.startsWith('/api/')) return reply.code(404).type('application/problem+json').send(problemOf('not-found', request.language, { requestId: request.id }));
        return reply.header('cache-control', 'no-cache').sendFile('index.html');
      });
    });
  }
  // Made when somebody first asks: it would be a quarter of the start, and most starts are never asked.
  let document: string | undefined;
  app.get('/api/v1/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send((document ??= JSON.stringify(openApi(api as unknown as Record<string, RouteTable>, version)))));
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await app.register(async (scope) => {
    await scope.register(fastifyStatic, { root: swagger, prefix: '/api/docs/', index: false, list: false, decorateReply: false });
    scope.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage));
    scope.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript').send("window.SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#ui', deepLinking: true, persistAuthorization: true });"));
  });
}
