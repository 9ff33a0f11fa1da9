/** Made-up exports of two tickets, as each desk documents its forms; each form a set of files. Times are 2025-03-04T09:00Z and the like. */
type Files = Record<string, string>;
const json = (value: unknown) => JSON.stringify(value);
const lines = (...values: unknown[]) => `${values.map((v) => JSON.stringify(v)).join('\n')}\n`;
const unix = (iso: string) => Date.parse(iso) / 1000;

const zAda = { id: 501, name: 'Ada Finch', email: 'ada@example.org', phone: '+442071838750', role: 'end-user', locale: 'en-GB', organization_id: null, tags: [], created_at: '2024-01-01T00:00:00Z' };
const zWang = { id: 502, name: '王芳', email: 'wang@example.com', phone: null, role: 'end-user', locale: 'zh-cn', organization_id: 77, tags: ['vip'], created_at: '2024-01-02T00:00:00Z' };
const zLea = { id: 601, name: 'Lea Brandt', email: 'lea@desk.example', role: 'agent' };
const zTickets = [
  { id: 35, url: 'https://acme.zendesk.com/api/v2/tickets/35.json', subject: 'Printer offline', description: 'It does not print since the update.', type: 'incident', status: 'solved', priority: 'high', via: { channel: 'email' }, requester_id: 501, submitter_id: 501, assignee_id: 601, group_id: 9, tags: ['printer'], custom_fields: [{ id: 360001, value: 'X200' }], created_at: '2025-03-04T09:00:00Z', updated_at: '2025-03-04T11:00:00Z' },
  { id: 36, url: 'https://acme.zendesk.com/api/v2/tickets/36.json', subject: '发票抬头写错了', description: '发票抬头应该是恒信科技有限公司', type: 'question', status: 'open', priority: null, via: { channel: 'email' }, requester_id: 502, assignee_id: null, group_id: null, tags: [], custom_fields: [], created_at: '2025-03-05T02:00:00Z', updated_at: '2025-03-05T02:00:00Z' },
];
const zComments = [
  { id: 9001, ticket_id: 35, author_id: 501, body: 'It does not print since the update.', html_body: '<p>It does not print since the update.</p>', plain_body: 'It does not print since the update.', public: true, attachments: [{ id: 1, file_name: 'light.jpg', content_type: 'image/jpeg', size: 2048, content_url: 'https://acme.zendesk.com/attachments/token/x/?name=light.jpg' }], created_at: '2025-03-04T09:00:00Z' },
  { id: 9002, ticket_id: 35, author_id: 601, plain_body: 'Known since firmware 4.2', public: false, attachments: [], created_at: '2025-03-04T09:20:00Z' },
  { id: 9003, ticket_id: 35, author_id: 601, plain_body: 'Please hold the button for ten seconds.', public: true, attachments: [], created_at: '2025-03-04T09:30:00Z' },
  { id: 9004, ticket_id: 36, author_id: 502, plain_body: '发票抬头应该是恒信科技有限公司', public: true, attachments: [], created_at: '2025-03-05T02:00:00Z' },
];
const zPlainAgent = zComments.map((c) => (c.author_id === 601 ? { ...c, author: zLea } : c));
const group = { id: 9, name: 'Support', is_public: true };
const zendesk: Record<string, Files> = {
  lines: { 'tickets.json': lines(...zTickets.map((t) => ({ ...t, requester: t.requester_id === 501 ? zAda : zWang, assignee: t.assignee_id ? zLea : null, group: t.group_id ? group : null, comments: zComments.filter((c) => c.ticket_id === t.id) }))) },
  answers: { 'comments.json': json({ comments: zPlainAgent, next_page: null, count: 4 }), 'groups.json': json({ groups: [group] }), 'organizations.json': json({ organizations: [{ id: 77, name: '恒信科技', domain_names: [] }] }), 'tickets.json': JSON.stringify({ tickets: zTickets.map((t) => ({ ...t, comments: [] })), next_page: null, count: 2 }, null, 2), 'users.json': json({ users: [zAda, zWang, zLea], count: 3 }) },
};

const fNotes = [
  { id: 71, ticket_id: 1, user_id: 601, incoming: false, private: true, body: '<div>Known since firmware 4.2</div>', body_text: 'Known since firmware 4.2', created_at: '2025-03-04T09:20:00Z', attachments: [] },
  { id: 72, ticket_id: 1, user_id: 601, incoming: false, private: false, body: '<div>Please hold the button for ten seconds.</div>', body_text: 'Please hold the button for ten seconds.', created_at: '2025-03-04T09:30:00Z', attachments: [] },
];
const fAda = { id: 501, name: 'Ada Finch', email: 'ada@example.org', phone: '+442071838750', mobile: null };
const fWang = { id: 502, name: '王芳', email: 'wang@example.com', mobile: null, phone: null };
const fFile = [{ id: 5, name: 'light.jpg', content_type: 'image/jpeg', size: 2048, attachment_url: 'https://cdn.freshdesk.example/light.jpg' }];
const freshdesk: Record<string, Files> = {
  answers: {
    'agents.json': json([{ id: 601, available: true, contact: { name: 'Lea Brandt', email: 'lea@desk.example' } }]), 'contacts.json': json([fAda, fWang]),
    'tickets.json': json([
      { id: 1, subject: 'Printer offline', description: '<div>It does not print since the update.</div>', description_text: 'It does not print since the update.', status: 4, priority: 3, source: 1, requester_id: 501, responder_id: 601, group_id: 9, type: 'Incident', tags: ['printer'], attachments: fFile, custom_fields: { cf_model: 'X200' }, created_at: '2025-03-04T09:00:00Z', updated_at: '2025-03-04T11:00:00Z', conversations: fNotes, stats: { resolved_at: '2025-03-04T11:00:00Z', first_responded_at: '2025-03-04T09:30:00Z', closed_at: null } },
      { id: 2, subject: '发票抬头写错了', description: '<div>发票抬头应该是恒信科技有限公司</div>', description_text: '发票抬头应该是恒信科技有限公司', status: 2, priority: 2, source: 1, requester_id: 502, responder_id: null, tags: [], created_at: '2025-03-05T02:00:00Z', updated_at: '2025-03-05T02:00:00Z', conversations: [] },
    ]),
  },
  account: {
    'Groups.json': json([{ group: { id: 9, name: 'Support', escalate_to: null } }]),
    'Tickets0.json': json([
      { helpdesk_ticket: { id: 99001, display_id: 1, subject: 'Printer offline', description: 'It does not print since the update.', description_html: '<div>It does not print since the update.</div>', status: 4, status_name: 'Resolved', priority: 3, source: 1, requester_id: 501, responder_id: 601, group_id: 9, attachments: fFile, tags: [{ name: 'printer' }], custom_field: { model_1: 'X200' }, created_at: '2025-03-04T09:00:00Z', updated_at: '2025-03-04T11:00:00Z', helpdesk_notes: fNotes.map(({ ticket_id: _, body_text, body, ...n }) => ({ ...n, body: body_text, body_html: body })) } },
      { helpdesk_ticket: { id: 99002, display_id: 2, subject: '发票抬头写错了', description: '发票抬头应该是恒信科技有限公司', description_html: '<div>发票抬头应该是恒信科技有限公司</div>', status: 2, status_name: 'Open', priority: 2, source: 1, requester_id: 502, responder_id: null, attachments: [], tags: [], created_at: '2025-03-05T02:00:00Z', updated_at: '2025-03-05T02:00:00Z', helpdesk_notes: [] } },
    ]),
    'Users0.json': json([{ user: { ...fAda, helpdesk_agent: false } }, { user: { ...fWang, helpdesk_agent: false } }, { user: { id: 601, name: 'Lea Brandt', email: 'lea@desk.example', helpdesk_agent: true } }]),
  },
};

const cAda = { id: 501, name: 'Ada Finch', email: 'ada@example.org', phone_number: '+442071838750', additional_attributes: {}, type: 'contact' };
const cWang = { id: 502, name: '王芳', email: 'wang@example.com', phone_number: null, additional_attributes: {}, type: 'contact' };
const cLea = { id: 3, name: 'Lea Brandt', email: 'lea@desk.example', available_name: 'Lea', role: 'agent', confirmed: true, availability_status: 'online' };
const cMessages = [
  { id: 81, content: 'It does not print since the update.', message_type: 0, private: false, created_at: unix('2025-03-04T09:00:00Z'), conversation_id: 1, sender: { id: 501, name: 'Ada Finch', type: 'contact' }, sender_type: 'Contact', sender_id: 501, attachments: [{ id: 1, file_type: 'image', file_size: 2048, data_url: 'https://chat.example/rails/active_storage/blobs/x/light.jpg' }] },
  { id: 82, content: 'Conversation was assigned to Lea', message_type: 2, private: false, created_at: unix('2025-03-04T09:10:00Z'), conversation_id: 1 },
  { id: 83, content: 'Known since firmware 4.2', message_type: 1, private: true, created_at: unix('2025-03-04T09:20:00Z'), conversation_id: 1, sender: { id: 3, name: 'Lea Brandt', type: 'user', email: 'lea@desk.example' }, sender_type: 'User', sender_id: 3 },
  { id: 84, content: 'Please hold the button for ten seconds.', message_type: 1, private: false, created_at: unix('2025-03-04T09:30:00Z'), conversation_id: 1, sender: { id: 3, name: 'Lea Brandt', type: 'user', email: 'lea@desk.example' }, sender_type: 'User', sender_id: 3 },
];
const cWangSays = { id: 85, content: '发票抬头应该是恒信科技有限公司', message_type: 0, private: false, created_at: unix('2025-03-05T02:00:00Z'), conversation_id: 2, sender: { id: 502, name: '王芳', type: 'contact' }, sender_type: 'Contact', sender_id: 502 };
const cTalks = [
  { id: 1, inbox_id: 4, status: 'resolved', priority: 'high', labels: ['printer'], custom_attributes: { model: 'X200' }, additional_attributes: { mail_subject: 'Printer offline' }, created_at: unix('2025-03-04T09:00:00Z'), last_activity_at: unix('2025-03-04T11:00:00Z'), meta: { sender: cAda, assignee: cLea, team: { id: 9, name: 'Support' }, channel: 'Channel::Email' } },
  { id: 2, inbox_id: 4, status: 'open', priority: null, labels: [], custom_attributes: {}, additional_attributes: { mail_subject: '发票抬头写错了' }, created_at: unix('2025-03-05T02:00:00Z'), last_activity_at: unix('2025-03-05T02:00:00Z'), meta: { sender: cWang, assignee: null, channel: 'Channel::Email' } },
];
const chatwoot: Record<string, Files> = {
  list: { 'conversations.json': json({ data: { meta: { all_count: 2 }, payload: [{ ...cTalks[0], messages: cMessages }, { ...cTalks[1], messages: [cWangSays] }] } }) },
  answers: { 'agents.json': json([cLea]), 'contacts.json': json({ meta: { count: 2 }, payload: [cAda, cWang] }), 'conversations/1.json': json({ ...cTalks[0], messages: [] }), 'conversations/2.json': json({ ...cTalks[1], messages: [] }), 'messages/1.json': json({ meta: { labels: [] }, payload: cMessages.map(({ conversation_id: _, ...m }) => m) }), 'messages/2.json': json({ payload: [cWangSays] }) },
};

const mAda = { id: 11, login: 'ada@example.org', firstname: 'Ada', lastname: 'Finch', email: 'ada@example.org', phone: '+442071838750', mobile: '', role_ids: [3], organization_id: null, note: '', created_at: '2024-01-01T00:00:00.000Z' };
const mWang = { id: 12, login: 'wang@example.com', firstname: '王芳', lastname: '', email: 'wang@example.com', phone: '', mobile: '', role_ids: [3], created_at: '2024-01-01T00:00:00.000Z' };
const mLea = { id: 3, login: 'lea@desk.example', firstname: 'Lea', lastname: 'Brandt', email: 'lea@desk.example', role_ids: [2] };
const mTickets = [
  { id: 5, number: '67005', title: 'Printer offline', group_id: 9, state_id: 4, priority_id: 3, owner_id: 3, customer_id: 11, create_article_type_id: 1, model: 'X200', created_at: '2025-03-04T09:00:00.000Z', updated_at: '2025-03-04T11:00:00.000Z', close_at: '2025-03-04T11:00:00.000Z', first_response_at: '2025-03-04T09:30:00.000Z' },
  { id: 6, number: '67006', title: '发票抬头写错了', group_id: 9, state_id: 2, priority_id: 2, owner_id: 1, customer_id: 12, create_article_type_id: 1, created_at: '2025-03-05T02:00:00.000Z', updated_at: '2025-03-05T02:00:00.000Z', close_at: null },
];
const mArticles = [
  { id: 51, ticket_id: 5, type: 'email', sender: 'Customer', from: 'Ada Finch <ada@example.org>', subject: 'Printer offline', body: '<div>It does not print since the update.</div>', content_type: 'text/html', internal: false, created_by_id: 11, origin_by_id: null, attachments: [{ id: 1, filename: 'light.jpg', size: '2048', preferences: { 'Content-Type': 'image/jpeg' } }], created_at: '2025-03-04T09:00:00.000Z' },
  { id: 52, ticket_id: 5, type: 'note', sender: 'Agent', from: 'Lea Brandt', body: 'Known since firmware 4.2', content_type: 'text/plain', internal: true, created_by_id: 3, attachments: [], created_at: '2025-03-04T09:20:00.000Z' },
  { id: 53, ticket_id: 5, type: 'email', sender: 'Agent', from: 'Lea Brandt via Support', body: 'Please hold the button for ten seconds.', content_type: 'text/plain', internal: false, created_by_id: 3, attachments: [], created_at: '2025-03-04T09:30:00.000Z' },
  { id: 54, ticket_id: 6, type: 'email', sender: 'Customer', from: '王芳 <wang@example.com>', body: '发票抬头应该是恒信科技有限公司', content_type: 'text/plain', internal: false, created_by_id: 12, attachments: [], created_at: '2025-03-05T02:00:00.000Z' },
];
const byId = (list: readonly { id: number }[]) => Object.fromEntries(list.map((one) => [one.id, one]));
const zammad: Record<string, Files> = {
  plain: { 'groups.json': json([{ id: 9, name: 'Support', signature_id: null }]), 'ticket_articles.json': json(mArticles), 'tickets.json': json(mTickets), 'users.json': json([mAda, mWang, mLea]) },
  expanded: { 'articles.json': lines(...mArticles), 'tickets.json': json(mTickets.map((t) => ({ ...t, group: 'Support', state: t.state_id === 4 ? 'closed' : 'open', priority: t.priority_id === 3 ? '3 high' : '2 normal', create_article_type: 'email', owner: '-', customer: 'x' }))), 'users.json': json([mAda, mWang, { ...mLea, role_ids: [7], roles: ['Agent'] }]) },
  assets: { 'search.json': json({ tickets: [5, 6], tickets_count: 2, assets: { Ticket: byId(mTickets), TicketArticle: byId(mArticles), User: byId([mAda, mWang, mLea]), Group: byId([{ id: 9, name: 'Support' } as { id: number }]) } }) },
};

const tables: Record<string, Record<string, unknown>[]> = {
  ost_department: [{ id: '9', name: 'Support' }],
  ost_staff: [{ staff_id: '3', firstname: 'Lea', lastname: 'Brandt', email: 'lea@desk.example', username: 'lea' }],
  ost_thread: [{ id: '21', object_id: '1', object_type: 'T' }, { id: '22', object_id: '2', object_type: 'T' }, { id: '23', object_id: '7', object_type: 'A' }],
  ost_attachment: [{ id: '1', object_id: '31', type: 'H', file_id: '4', inline: '0' }], ost_file: [{ id: '4', type: 'image/jpeg', size: '2048', key: 'abc', name: 'light.jpg' }],
  ost_thread_entry: [
    { id: '31', pid: '0', thread_id: '21', staff_id: '0', user_id: '11', type: 'M', poster: 'Ada Finch', title: 'Printer offline', body: '<p>It does not print since the update.</p>', format: 'html', created: '2025-03-04 09:00:00' },
    { id: '32', pid: '0', thread_id: '21', staff_id: '3', user_id: '0', type: 'N', poster: 'Lea Brandt', title: '', body: 'Known since firmware 4.2', format: 'text', created: '2025-03-04 09:20:00' },
    { id: '33', pid: '31', thread_id: '21', staff_id: '3', user_id: '0', type: 'R', poster: 'Lea Brandt', title: '', body: 'Please hold the button for ten seconds.', format: 'text', created: '2025-03-04 09:30:00' },
    { id: '34', pid: '0', thread_id: '22', staff_id: '0', user_id: '12', type: 'M', poster: '王芳', title: '', body: '发票抬头应该是恒信科技有限公司', format: 'text', created: '2025-03-05 02:00:00' },
  ],
  ost_ticket: [
    { ticket_id: '1', number: '100001', user_id: '11', status_id: '2', dept_id: '9', staff_id: '3', source: 'Email', isanswered: '1', closed: '2025-03-04 11:00:00', created: '2025-03-04 09:00:00', updated: '2025-03-04 11:00:00', lastupdate: '2025-03-04 11:00:00' },
    { ticket_id: '2', number: '100002', user_id: '12', status_id: '1', dept_id: '9', staff_id: '0', source: 'Email', isanswered: '0', closed: null, created: '2025-03-05 02:00:00', updated: '2025-03-05 02:00:00', lastupdate: '2025-03-05 02:00:00' },
  ],
  ost_ticket__cdata: [{ ticket_id: '1', subject: 'Printer offline', priority: '3' }, { ticket_id: '2', subject: '发票抬头写错了', priority: '2' }],
  ost_ticket_status: [{ id: '1', name: 'Open', state: 'open' }, { id: '2', name: 'Resolved', state: 'solved' }],
  ost_user: [{ id: '11', org_id: '0', default_email_id: '1', name: 'Ada Finch', created: '2024-01-01 00:00:00' }, { id: '12', org_id: '0', default_email_id: '2', name: '王芳', created: '2024-01-01 00:00:00' }],
  ost_user__cdata: [{ user_id: '11', phone: '+442071838750' }], ost_user_email: [{ id: '1', user_id: '11', address: 'ada@example.org' }, { id: '2', user_id: '12', address: 'wang@example.com' }],
};
const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
const csvOf = (rows: readonly Record<string, unknown>[]) => [Object.keys(rows[0] ?? {}), ...rows.map((r) => Object.values(r))].map((r) => r.map(cell).join(',')).join('\r\n');
const osticket: Record<string, Files> = {
  dump: { 'osticket.json': `[\n{"type":"header","version":"5.2.1"},\n{"type":"database","name":"osticket"},\n${Object.entries(tables).map(([name, data]) => `{"type":"table","name":"${name}","database":"osticket","data":\n[\n${data.map((r) => JSON.stringify(r)).join(',\n')}\n]\n}`).join(',\n')}\n]\n` },
  tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [`${name}.csv`, csvOf(rows)])),
};

export const exportsOf = { zendesk, freshdesk, chatwoot, zammad, osticket };
