import { defineModule, type Platform } from '../../platform/module/index.ts';
import type { Access } from './access.ts';
import { AgentChanged, CalendarChanged, PresenceChanged } from './events.ts';
import type { Org } from './org.ts';
import { orgRoutes } from './routes.ts';
import type { SignIn } from './sign-in.ts';

export function orgModule(platform: Platform, org: Org, signIn: SignIn, access: Access, allRights: () => Record<string, { zh: string; en: string }>) {
  return defineModule({
    name: 'org',
    events: [PresenceChanged, AgentChanged, CalendarChanged],
    routes: orgRoutes(platform, org, signIn, access, allRights),
    rights: {
      'org.read': { zh: '查看人员、团队与设置', en: 'See people, teams and settings' },
      'org.manage': { zh: '管理人员、团队、角色、日历与密钥', en: 'Manage people, teams, roles, calendars and keys' },
    },
    live: [
      { event: PresenceChanged, topics: () => ['org', 'wallboard'] },
      { event: AgentChanged, topics: () => ['org'] },
    ],
  });
}
