-- Calls follow their customer through joinings (0280 came to stand before this).
select customer_belongs('hotline_call', 'id');
