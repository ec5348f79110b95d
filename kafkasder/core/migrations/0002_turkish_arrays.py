"""Folding of arrays, such as tags, for the same uses as the functions for single texts.

Their bodies are no texts, so that the functions that they call are found in a restored backup, which has no search path.
"""

from django.db import migrations

CREATE = r"""
create function tr_fold_each(text[]) returns text[]
language sql immutable strict parallel safe
begin atomic
  select coalesce(array_agg(tr_fold(each) order by place), '{}') from unnest($1) with ordinality as given(each, place);
end;

create function tr_repeats(text[]) returns boolean
language sql immutable strict parallel safe
begin atomic
  select count(*) > count(distinct tr_fold(each)) from unnest($1) as given(each);
end;

create function tr_plain_each(text[]) returns boolean
language sql immutable strict parallel safe
begin atomic
  select coalesce(bool_and(each <> '' and each = btrim(each) and each !~ '[]!-,./:-@[\\^`{-~[:cntrl:]]'), true)
  from unnest($1) as given(each);
end;
"""

DROP = """
drop function tr_plain_each(text[]);
drop function tr_repeats(text[]);
drop function tr_fold_each(text[]);
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_turkish_functions")]
    operations = [migrations.RunSQL(CREATE, DROP)]
