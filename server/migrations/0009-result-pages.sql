-- What a page of one subject or one fact asks of the runs: the newest finished one of each period, and all that read a fact.
create index run_period on run (programme, period, id desc) where state = 'done';
