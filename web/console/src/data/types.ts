import type { z } from 'zod';
import type { ViewSort as ViewSortSchema } from '@aftercare/contract/desk';

export type { Customer } from '@aftercare/contract/customers';
export type { DeliveryState, Message, Template } from '@aftercare/contract/conversations';
export type { SearchHit } from '@aftercare/contract/search';
export type { TicketPage, TicketRow, TimelineItem, View } from '@aftercare/contract/desk';
export type { Agent, Team } from '@aftercare/contract/org';
export type { RoutingExplanation } from '@aftercare/contract/routing';
export type { Me } from '@aftercare/contract/session';
export type { Clock, ClockExplanation, ClockTarget } from '@aftercare/contract/sla';
export type { Priority, Ticket, TicketChanges, TicketStatus } from '@aftercare/contract/tickets';
export type { ChannelKind } from '@aftercare/contract/basics';
export type { FileInfo } from '@aftercare/contract/files';
export type ViewSort = z.infer<typeof ViewSortSchema>;
