-- Who sets up segments may write to them; roles made by hand are asked nothing.
update role set rights = rights || '{campaigns.manage}'::text[] where key in ('supervisor', 'service-manager') and not rights && '{*,campaigns.manage}'::text[];
