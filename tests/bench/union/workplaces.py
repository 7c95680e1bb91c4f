"""Twelve regions, a hundred and fifty employers, six hundred workplaces."""

from dataclasses import dataclass

from lms.workplaces.models import Employer, Region, Workplace
from tests.bench.union.stage import Stage

REGIONS = (
    "North East", "North West", "Yorkshire and the Humber", "East Midlands", "West Midlands", "East of England",
    "London", "South East", "South West", "Wales", "Scotland", "Northern Ireland",
)
JURISDICTIONS = {"Scotland": "Scotland", "Northern Ireland": "Northern Ireland"}
FIRST = (
    "Larkmere Saltersgate Brackenmoor Northmarsh Ambershaw Wealdham Pellow Thornbeck Ashcombe Millhaven Rowanbridge "
    "Fallowdale Greywater Hazelmoor Kingsholt Lindenford Marchbank Netherby Oakhanger Pendlemoor Quarrington "
    "Ravensworth Silverdale Tarnside Underwood"
).split()
SECOND = (
    "University Hospitals NHS Trust", "Community Health NHS Trust", "Partnership NHS Foundation Trust",
    "Integrated Care Board", "Health Board", "Ambulance Service NHS Trust",
)
SITES = ("Main site", "Community services", "Offices", "East wing")


@dataclass(frozen=True)
class Place:
    workplace_id: int
    employer_id: int
    employer: str
    region_id: int


def make_workplaces(stage: Stage) -> list[Place]:
    """The regions into the stage, and every workplace."""
    for name in REGIONS:
        jurisdiction = JURISDICTIONS.get(name, "England and Wales")
        stage.regions[stage.rows.add(Region, name=name, jurisdiction=jurisdiction)] = name
    regions, places = list(stage.regions), []
    for number, (first, second) in enumerate((first, second) for first in FIRST for second in SECOND):
        employer = f"{first} {second}"
        employer_id, region_id = stage.rows.add(Employer, name=employer), regions[number % len(regions)]
        for site in SITES:
            workplace_id = stage.rows.add(Workplace, employer_id=employer_id, name=site, region_id=region_id)
            places.append(Place(workplace_id, employer_id, employer, region_id))
    return places
