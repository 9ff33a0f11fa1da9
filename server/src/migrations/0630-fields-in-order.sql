-- Fields have a place of their own in forms; until now all stood at 0 and went by their key.
update ticket_field f set position = n.place from (select key, row_number() over (order by position, key) as place from ticket_field) n where n.key = f.key;
