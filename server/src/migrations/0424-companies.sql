-- Companies are few among the people: their list is read from what they are alone.
create index customer_companies on customer (id) where kind = 'company' and joined_into is null;
