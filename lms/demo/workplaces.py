"""The demo union's five regions with their officers, and a dozen employers. All of them are made up."""

from dataclasses import dataclass

from lms.demo.calendar import Calendar
from lms.people.models import Person, folded
from lms.people.operations import add_person
from lms.workplaces.operations import add_region, appoint_officer

# Region: jurisdiction, officer, her telephone.
REGIONS = {
    "Wales": ("England and Wales", "Catrin Beddoe", "029 2018 0142"),
    "Scotland": ("Scotland", "Fergus Kinnaird", "0141 496 0173"),
    "Northern Ireland": ("Northern Ireland", "Aoife McAnespie", "028 9649 0118"),
    "North and Midlands": ("England and Wales", "Joanna Wielgosz", "0113 496 0127"),
    "London and South": ("England and Wales", "Bọ́lá Adéníyì", "020 7946 0161"),
}


@dataclass(frozen=True)
class Place:
    """An employer with its sites."""

    employer: str
    region: str
    sites: tuple[str, ...]


PLACES = (
    Place("Pellow Bay Health Board", "Wales", ("Pellow General", "Traeth Hospital", "Y Felin Community Clinic")),
    Place("Cwm Arianwen University Health Board", "Wales", ("Arianwen Royal Infirmary", "Tŷ Derwen")),
    Place("Strathlorne Health Board", "Scotland", ("Lorne Infirmary", "Kilbrannan House")),
    Place("Inverdour Health Board", "Scotland", ("Inverdour Royal", "Auchter Day Hospital")),
    Place("Lough Derran Health and Social Care Trust", "Northern Ireland", ("Derran Hospital", "Ballymoyle Clinic")),
    Place("Larkmere University Hospitals NHS Trust", "North and Midlands", ("Larkmere Infirmary", "Holt Lane")),
    Place("Saltersgate Community Health NHS Trust", "North and Midlands", ("Saltersgate House", "Eastfield Clinic")),
    Place("Brackenmoor Partnership NHS Foundation Trust", "North and Midlands", ("Brackenmoor House", "The Limes")),
    Place("Northmarsh Integrated Care Board", "London and South", ("Marsh Street", "Ferry Court")),
    Place("Wealdham Community NHS Trust", "London and South", ("Wealdham Cottage Hospital", "Oast Road")),
    Place("Ambershaw Hospitals NHS Trust", "London and South", ("Ambershaw General", "Ambershaw Eye Unit")),
    Place("Dunmere Ambulance Service NHS Trust", "North and Midlands", ("Dunmere Control Room", "Station Nine")),
)


def make_regions(calendar: Calendar, denise: Person) -> None:
    """The regions, each with the officer who looks after it."""
    long_ago = calendar.at(-1900, "09:30")
    for name, (jurisdiction, officer, phone) in REGIONS.items():
        region = add_region(name, jurisdiction=jurisdiction, actor=denise, now=long_ago)
        email = "officer@demo.example" if officer == "Catrin Beddoe" else f"{folded(officer.split()[0])}@hmt.example"
        person = add_person(name=officer, email=email, source="Staff list", actor=denise, now=long_ago)
        appoint_officer(region, person, phone=phone, since=calendar.day(-1900), actor=denise, now=long_ago)

