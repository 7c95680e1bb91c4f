"""Who is who in the demo union: those who turn up by name; everybody else is made up by the dozen."""

from dataclasses import dataclass

LARKMERE, SALTERSGATE = "Larkmere University Hospitals NHS Trust", "Saltersgate Community Health NHS Trust"
PELLOW_BAY, BRACKENMOOR = "Pellow Bay Health Board", "Brackenmoor Partnership NHS Foundation Trust"
NORTHMARSH, AMBERSHAW = "Northmarsh Integrated Care Board", "Ambershaw Hospitals NHS Trust"


@dataclass(frozen=True)
class Role:
    """A member with a part to play; `email` only where it matters."""

    name: str
    employer: str
    job_title: str
    link_since: int | None  # days from today
    known_as: str = ""
    email: str = ""


# The finished run. Gwenllian waits for her officer, Colm's last answer is not yet, Iestyn has stood down.
WAITS_FOR_OFFICER, NOT_YET, STOOD_DOWN = "Gwenllian Haf Morris", "Colm Devane", "Iestyn ap Rhobert"
REP = "Olúfúnmiláyọ̀ Adébọ̀wálé"  # something that she learned has changed since
IN_ARREARS, MISSPELT, NAME_AS_IT_IS = "Harjit Kaur Sandhu", "Agnieszka Krol", "Agnieszka Król"
FINISHED = (
    Role(WAITS_FOR_OFFICER, PELLOW_BAY, "Ward manager", -612, known_as="Gwenllian"),
    Role(REP, SALTERSGATE, "Locality manager", -540, known_as="Fúnmi", email="rep@demo.example"),
    Role(MISSPELT, BRACKENMOOR, "Therapies lead", -431),
    Role("Cathal Ó Baoill", "Lough Derran Health and Social Care Trust", "Estates manager", -702),
    Role(IN_ARREARS, SALTERSGATE, "Clinic manager", -388),
    Role("Mei-Lin Cheung", AMBERSHAW, "Outpatient services manager", -365, known_as="Mei-Lin"),
    Role("Ewan Dalrymple", "Strathlorne Health Board", "Laboratory manager", -820),
    Role("Delroy Hinds", NORTHMARSH, "Commissioning manager", -455),
    Role("Judith Thackray", LARKMERE, "Operations manager, theatres", -903),
    Role(STOOD_DOWN, "Cwm Arianwen University Health Board", "Assistant general manager", -510),
    Role(NOT_YET, BRACKENMOOR, "Pharmacy services manager", -298),
)

# The run in progress.
TRAINEE = "Rhiannon Prŷs"
IN_PROGRESS = (
    Role("Ṣọlá Adéyẹmí", SALTERSGATE, "Service manager", -420),
    Role("Marcus Whitlock", LARKMERE, "Divisional manager", -377),
    Role(TRAINEE, PELLOW_BAY, "Deputy operations manager", -616, email="trainee@demo.example"),
    Role("Priya Raghunathan", NORTHMARSH, "Programme manager", -289),
    Role("Siân Llŷr-Evans", PELLOW_BAY, "Senior nurse manager", -455),
    Role("Tomasz Wieczorek", BRACKENMOOR, "Facilities manager", -266),
    Role("Bernadette Quigley", LARKMERE, "Patient flow manager", -733),
    Role("Imran Sheikh", SALTERSGATE, "Team manager, district nursing", -341),
)

# Reps for nearly five years: a refresher is planned for them.
DUE_FOR_RENEWAL = "Sioned Pryce-Jones"
EARLIER = (
    Role(DUE_FOR_RENEWAL, PELLOW_BAY, "Theatre manager", -1880),
    Role("Kamala Venkatesan", AMBERSHAW, "Pathology manager", -1872),
    Role("Duncan Abernethy", "Strathlorne Health Board", "Transport manager", -1867),
)

STRANGER = Role("Tegan Ashworth", "Wealdham Community NHS Trust", "Rota manager", None, email="stranger@demo.example")

ADMINISTRATOR, FACILITATOR, GUEST = "Denise Okafor", "Morag Dunmore", "Emeka Vance-Oyelaran"
AUTHOR = "Ruth Tregenza"
