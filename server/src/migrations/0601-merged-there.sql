-- The ticket over there that the twin became part of, once that was heard: whoever undoes the merging here is not overruled by the next look.
alter table mirror_link add column merged_there text;
