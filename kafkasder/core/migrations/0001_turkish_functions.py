"""The SQL functions behind Turkish search and order; immutable, so that stored columns and indexes may use them."""

from django.db import migrations

CREATE = r"""
create function tr_fold(text) returns text
language sql immutable strict parallel safe as $f$
  select translate(lower(translate($1, 'İIıŞşĞğÜüÖöÇçÂâÎîÛû', 'iiissgguuooccaaiiuu')), '''’`', '')
$f$;

create function tr_sortkey(text) returns text
language sql immutable strict parallel safe as $f$
  select translate(lower(translate($1, 'İIŞĞÜÖÇÂÎÛâîû', 'iışğüöçaiuaiu')),
                   'abcçdefgğhıijklmnoöpqrsştuüvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`') collate "C"
$f$;

create function tr_words(variadic text[]) returns tsvector
language sql immutable parallel safe as $f$
  select array_to_tsvector(array_remove(regexp_split_to_array(
    translate(lower(translate(array_to_string($1, ' '), 'İIıŞşĞğÜüÖöÇçÂâÎîÛû', 'iiissgguuooccaaiiuu')), '''’`', ''),
    '[^a-z0-9]+'), ''))
$f$;
"""

DROP = """
drop function tr_words(variadic text[]);
drop function tr_sortkey(text);
drop function tr_fold(text);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(CREATE, DROP)]
