-- Who may be one, the likeliest first.
create index customer_proposal_open on customer_proposal (score desc, id desc) where state = 'open';
