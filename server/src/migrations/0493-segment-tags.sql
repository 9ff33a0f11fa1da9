-- The tag a segment gave before, until everybody has the new one instead.
alter table segment add column former_tag text;
