import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { DayPage } from './day/DayPage.tsx';
import { RefusedPage } from './day/RefusedPage.tsx';
import { JobPage } from './job/JobPage.tsx';
import { FaultPage } from './shell/FaultPage.tsx';
import { Shell } from './shell/Shell.tsx';

// All pages in one piece: an app that works offline has nothing to fetch later.
const root = createRootRoute({ component: Shell });
const day = createRoute({ getParentRoute: () => root, path: '/', component: DayPage });
const job = createRoute({ getParentRoute: () => root, path: '/job/$id', component: JobPage });
const refused = createRoute({ getParentRoute: () => root, path: '/refused', component: RefusedPage });

export const router = createRouter({ routeTree: root.addChildren([day, job, refused]), basepath: '/field', scrollRestoration: true, defaultErrorComponent: FaultPage, defaultNotFoundComponent: DayPage });

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
