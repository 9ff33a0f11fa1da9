-- Which kinds of notices there are stands in the contract (noticeKinds), where the compiler asks for the words and ways of each; a second list here was written anew for every new one.
alter table notice drop constraint notice_kind_check;
