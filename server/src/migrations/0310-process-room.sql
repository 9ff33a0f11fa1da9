-- An instance is written at each of its steps, a visit twice: with room on their page they stay there and no index is touched.
alter table process_instance set (fillfactor = 70);
alter table process_visit set (fillfactor = 85);
