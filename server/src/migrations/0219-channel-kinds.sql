-- Which kinds of door there are is said once, by the adapters of the composition; a list here would be a second one.
alter table channel_account drop constraint channel_account_kind_check;
