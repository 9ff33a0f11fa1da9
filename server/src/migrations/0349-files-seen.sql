-- Which message or note a file belongs to: asked when somebody who may not see every ticket opens one.
create index message_files on message using gin (attachments jsonb_path_ops) where attachments <> '[]';
create index ticket_note_files on ticket_note using gin (files) where files <> '{}';
