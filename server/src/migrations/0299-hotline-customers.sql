-- Calls follow their customer through joinings (0280 came to stand before this).
select customer_belongs('hotline_call', 'id');
create index hotline_call_customer on hotline_call (customer_id);
