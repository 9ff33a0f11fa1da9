-- A view may be for the people of one team; who leaves a team no longer sees its views, and a team that goes leaves them to whoever made them.
alter table saved_view add column team_id bigint references team (id) on delete set null;
create index saved_view_shared on saved_view (name, id) where shared or team_id is not null;
-- Showing a view to everybody, and changing what others share, is for whoever leads.
update role set rights = rights || array['views.share'] where not ('*' = any(rights)) and not ('views.share' = any(rights)) and key in ('supervisor', 'service-manager');
-- How close rows stand, per person.
alter table agent add column density text not null default 'comfortable' check (density in ('comfortable', 'compact'));
