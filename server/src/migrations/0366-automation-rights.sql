-- Whoever leads a team sets up its rules and fields.
update role set rights = rights || array['tickets.design', 'automation.manage']
where not ('*' = any(rights)) and not ('automation.manage' = any(rights)) and key in ('supervisor', 'service-manager');
