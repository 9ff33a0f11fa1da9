-- How long a department or partner was given to answer (minutes of working time), since when they are asked, and when they answered.
alter table ticket_aside add column answer_minutes int check (answer_minutes between 1 and 100000);
alter table ticket_aside add column asked_at timestamptz;
alter table ticket_aside add column answered_at timestamptz;
update ticket_aside set asked_at = opened_at;
