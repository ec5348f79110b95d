"""What the live machines found, or would need luck to find, when the hub was broken on purpose: each the shortest way
to one fault, and what it catches."""

import asyncio
from collections.abc import Iterator

import pytest

from .test_property import LiveMachine
from .test_property_line import A_BEAT, SETTINGS, LineMachine
from .world import CIRCLE, POWERS

AYŞE, BARAN, CEREN = "ayşe", "baran", "ceren"
LATE = 2.0  # seconds after which a render is no longer fresh


@pytest.fixture
def one() -> Iterator[LiveMachine]:
    """One process; what is left over is brought to an end and compared with fresh loads after the test."""
    machine = LiveMachine()
    try:
        yield machine
        machine.nothing_is_left_of_pages_that_nobody_watches()
    finally:
        machine.teardown()


@pytest.fixture
def two() -> Iterator[LineMachine]:
    """Two processes with a line between them."""
    machine = LineMachine()
    try:
        yield machine
    finally:
        machine.teardown()


def open_tab(machine: LiveMachine, url: str = "/people/", person: str = AYŞE, *, loaded=True, slow=False) -> None:
    machine.open_a_tab(person=person, url=url, loaded=loaded, slow=slow)
    machine.nothing_went_wrong()


def write(machine: LiveMachine, table: str = "apples", *, fate: str = "deliver") -> None:
    machine.write(tables={table})
    machine.a_message_meets_its_fate(which=-1, fate=fate)
    machine.nothing_went_wrong()


def take_a_right(machine: LiveMachine, person: str = AYŞE, *, fate: str = "deliver") -> None:
    machine.change_rights(person=person)
    machine.a_message_meets_its_fate(which=-1, fate=fate)
    machine.nothing_went_wrong()


def shut_out(machine: LiveMachine, person: str) -> None:
    machine.change_circle(person=person)
    machine.a_message_meets_its_fate(which=-1, fate="deliver")
    machine.nothing_went_wrong()


def end_render(machine: LiveMachine, *, fails: bool = False) -> None:
    machine.renders_are_slow(slow=False)
    machine.a_slow_render_ends(which=0, fails=fails)
    machine.nothing_went_wrong()


def end_render_and_acknowledge(machine: LiveMachine) -> None:
    """End a render, and while the first of its tabs is told what came of it hear of all slow ones."""

    async def end() -> None:
        machine.process.let_go()
        await asyncio.gather(*(tab.ack() for tab in machine.tabs if tab.is_slow))

    machine.renders_are_slow(slow=False)
    machine.run(end())
    machine.nothing_went_wrong()


# When a page is rendered


def test_a_change_during_the_first_render(one: LiveMachine) -> None:
    """What is heard while a render runs must make the page dirty again, though nobody knows yet what it reads."""
    one.renders_are_slow(slow=True)
    open_tab(one)
    write(one)
    end_render(one)


def test_a_change_of_what_only_the_running_render_reads(one: LiveMachine) -> None:
    """What is heard during a render is compared with what that render read, not with what the one before read."""
    write(one)  # odd apples: the pears do not matter
    open_tab(one, "/sometimes/")
    one.renders_are_slow(slow=True)
    write(one)
    write(one, "pears")
    end_render(one)


def test_a_page_that_reads_more_than_at_first(one: LiveMachine) -> None:
    """The index of who reads what follows each render, not only the first one."""
    write(one)
    open_tab(one, "/sometimes/")
    write(one)
    write(one, "pears")


def test_a_page_that_nobody_watches_any_more(one: LiveMachine) -> None:
    """With its last watcher a page leaves the index, else the hub keeps it for ever."""
    open_tab(one)
    one.a_tab_leaves(which=0)


def test_a_render_that_fails(one: LiveMachine) -> None:
    """A failed render is tried again without another change."""
    open_tab(one)
    one.renders_are_slow(slow=True)
    write(one)
    end_render(one, fails=True)


def test_two_changes_one_of_them_during_the_render(one: LiveMachine) -> None:
    """A page may forget why it was dirty before it begins to render, never after."""
    open_tab(one)
    one.renders_are_slow(slow=True)
    write(one)
    write(one)
    end_render(one)


# What a tab holds already


def test_a_newcomer_with_newer_html_than_the_page(one: LiveMachine) -> None:
    """The message of a write was lost: the page's last render would set a newcomer back, so there must be a new one."""
    open_tab(one)
    write(one, fate="lose")
    open_tab(one, person=BARAN)


def test_a_newcomer_during_a_render(one: LiveMachine) -> None:
    """A render serves those who watched when it began: who came later may hold newer HTML than it saw."""
    one.renders_are_slow(slow=True)
    open_tab(one, loaded=False)
    one.write(tables={"apples"})
    open_tab(one)
    end_render(one)


def test_somebody_else_during_a_render(one: LiveMachine) -> None:
    """A render looked only for the sessions that watched when it began: who came later is not signed out by it."""
    one.renders_are_slow(slow=True)
    open_tab(one, loaded=False)
    open_tab(one, person=BARAN)
    end_render(one)


def test_an_ack_of_a_watch_that_was_not_served_yet(one: LiveMachine) -> None:
    """A tab that watches again may hold newer HTML: its late ack of an older update must not bring it the page."""
    open_tab(one)
    one.write(tables={"apples"})
    one.renders_are_slow(slow=True)
    one.a_tab_comes_back(which=0, reload=True)
    one.tabs[0].unacked.append(1)
    one.a_slow_tab_acknowledges(which=0)
    end_render(one)


def test_a_tab_that_missed_an_edition_is_sent_no_patch(one: LiveMachine) -> None:
    """Only who holds the edition before can be sent nothing but the rows that changed."""
    open_tab(one)
    open_tab(one, person=BARAN, slow=True)
    for _ in range(3):
        write(one)
    one.a_slow_tab_acknowledges(which=1)


# One update at a time


def test_a_slow_tab(one: LiveMachine) -> None:
    """Nothing is sent before the last update was acknowledged."""
    open_tab(one, slow=True)
    write(one)
    write(one)


def test_a_slow_tab_that_fell_far_behind(one: LiveMachine) -> None:
    """An ack that comes late asks for a render of its own, even when no further change does."""
    open_tab(one, slow=True)
    write(one)
    write(one)
    one.time_passes(seconds=LATE)
    one.a_slow_tab_acknowledges(which=0)


# Whose bytes they are


def test_a_slow_tab_that_lost_a_right_meanwhile(one: LiveMachine) -> None:
    """An old render is not sent after a late ack: who acknowledges may have lost a right that nobody heard of."""
    open_tab(one, slow=True)
    write(one)
    write(one)
    take_a_right(one, fate="lose")
    one.time_passes(seconds=LATE)
    one.a_slow_tab_acknowledges(which=0)


def test_a_late_ack_while_a_render_runs(one: LiveMachine) -> None:
    """A render that has begun has asked nobody yet: the one before is as old as ever, and its reader shut out."""
    open_tab(one, CIRCLE)
    open_tab(one, CIRCLE, BARAN, slow=True)
    write(one)
    write(one)
    one.time_passes(seconds=LATE)
    one.renders_are_slow(slow=True)
    shut_out(one, BARAN)
    one.a_slow_tab_acknowledges(which=1)
    one.nothing_went_wrong()
    end_render(one)
    assert one.tabs[1].gone


def test_an_ack_while_others_are_told(one: LiveMachine) -> None:
    """A render that found somebody outside is nothing for them, also before they are told that they are."""
    open_tab(one, CIRCLE, CEREN)
    for person in (AYŞE, BARAN):
        open_tab(one, CIRCLE, person, slow=True)
    write(one)
    one.renders_are_slow(slow=True)
    one.write(tables={"apples"})
    one.change_circle(person=AYŞE)
    shut_out(one, BARAN)  # the one message that is heard before the render ends

    end_render_and_acknowledge(one)
    assert all(tab.gone for tab in one.tabs[1:])


def test_an_ack_while_others_are_told_that_a_page_is_gone(one: LiveMachine) -> None:
    """What a page showed before it was gone is nothing for anybody any more."""
    for person in (AYŞE, BARAN):
        open_tab(one, POWERS, person, slow=True)
    write(one)
    write(one)
    one.renders_are_slow(slow=True)
    one.remove_or_restore_a_page()
    one.a_message_meets_its_fate(which=-1, fate="deliver")
    end_render_and_acknowledge(one)
    assert all(tab.gone for tab in one.tabs)


def test_a_right_that_was_lost(one: LiveMachine) -> None:
    """Who may see something else than before watches another page from then on."""
    open_tab(one)
    open_tab(one, person=BARAN)
    take_a_right(one)
    write(one)


def test_a_right_that_was_lost_unheard(one: LiveMachine) -> None:
    """Each render asks anew for whom it is: at the next change the other right holds, though no message told of it."""
    open_tab(one)
    open_tab(one, person=BARAN)
    write(one)
    take_a_right(one, fate="lose")
    write(one)


def test_a_session_that_ended_unheard(one: LiveMachine) -> None:
    """Nobody who is signed out is sent what comes afterwards."""
    open_tab(one)
    open_tab(one, person=BARAN)
    write(one)
    one.sign_out_or_in(person=AYŞE)
    one.a_message_meets_its_fate(which=-1, fate="lose")
    write(one)


# Between processes


def test_a_parcel_that_was_lost_with_a_beat(two: LineMachine) -> None:
    """A missing beat tells that more may be missing: all pages are looked at, and wait for no quiet check."""
    two.time_passes(seconds=A_BEAT)
    two.open_a_tab(person=AYŞE, url="/people/", process=0, loaded=True, slow=False)
    two.beats_are_kept(which=0, keep=True)
    two.write(process=1, tables={"apples"})
    two.time_passes(seconds=A_BEAT)
    two.layer.mail.clear()
    two.beats_are_kept(which=0, keep=False)


def test_a_change_while_the_line_is_down(two: LineMachine) -> None:
    """Nobody heard it: when the line is back, all pages are looked at."""
    two.time_passes(seconds=A_BEAT)
    two.open_a_tab(person=AYŞE, url="/people/", process=0, loaded=True, slow=False)
    two.the_layer_goes_away(how="hangs")
    two.time_passes(seconds=SETTINGS.patience * 2)
    two.write(process=1, tables={"apples"})


def test_a_change_that_could_not_be_sent(two: LineMachine) -> None:
    """It is kept and sent again: the others hear all their beats and would not miss it."""
    two.time_passes(seconds=A_BEAT)
    two.open_a_tab(person=AYŞE, url="/people/", process=0, loaded=True, slow=False)
    two.parcels_are_refused(refused=True)
    two.write(process=1, tables={"apples"})
    two.time_passes(seconds=A_BEAT)


def test_a_parcel_that_was_lost_when_the_line_went_down(two: LineMachine) -> None:
    """When the line is back, all pages are looked at: what was on the way is lost."""
    two.time_passes(seconds=A_BEAT)
    two.open_a_tab(person=AYŞE, url="/people/", process=0, loaded=True, slow=False)
    two.write(process=1, tables={"apples"})
    two.the_layer_goes_away(how="refuses")
    two.the_layer_returns()


def test_a_parcel_that_was_lost_alone(two: LineMachine) -> None:
    """Nothing tells of it, so each page looks by itself now and then."""
    two.time_passes(seconds=A_BEAT)
    two.open_a_tab(person=AYŞE, url="/people/", process=0, loaded=True, slow=False)
    two.write(process=1, tables={"apples"})
    while two.layer.mail:
        two.something_on_the_way_meets_its_fate(which=0, fate="lose")


def test_nobody_waits_for_the_quiet_check_while_the_line_is_down(two: LineMachine) -> None:
    """A process that cannot hear the others looks at its pages often."""
    two.time_passes(seconds=A_BEAT)
    two.open_a_tab(person=AYŞE, url="/people/", process=0, loaded=True, slow=False)
    two.the_layer_goes_away(how="refuses")
    two.time_passes(seconds=SETTINGS.patience * 2)
    two.write(process=1, tables={"apples"})
    two.time_passes(seconds=SETTINGS.adrift + 1)
    assert two.tabs[0].shown[1] == two.world.html("/people/", AYŞE)
