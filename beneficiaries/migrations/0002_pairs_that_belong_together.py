"""Foreign keys over two columns: a head is a member of the household, a district lies in the address's province."""

from django.db import migrations

CREATE = """
alter table beneficiaries_household
  add constraint household_head_is_member foreign key (head_id, id)
  references beneficiaries_beneficiary (id, household_id) deferrable initially deferred;
alter table beneficiaries_household
  add constraint household_district_in_province foreign key (district_id, province_id)
  references beneficiaries_district (id, province_id) deferrable initially deferred;
"""

DROP = """
alter table beneficiaries_household drop constraint household_head_is_member;
alter table beneficiaries_household drop constraint household_district_in_province;
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
