"""Names for the demo union's members: first names and family names that go together, as they meet in a workforce."""

import random
from collections.abc import Iterator

FAMILIES = {
    "Welsh": (
        "Aled Bethan Carys Dafydd Eleri Ffion Gareth Gwenllian Haf Hefin Iestyn Llinos Lowri Meilir Nerys Rhodri "
        "Siân Tegwen Tudur Wyn",
        "Bevan|Bowen|Cadwaladr|Ellis|Gruffydd|Harries|Hopcyn|Llewelyn|Meredith|Morgan|Owen|Parri|Probert|Pugh|Rees|"
        "Rhŷs|Teifi|Vaughan",
    ),
    "English": (
        "Alan Beverley Claire Dawn Edmund Frances Graham Helen Ian Judith Karen Lorna Martin Nicola Oliver Pauline "
        "Rachel Simon Tracey Victor",
        "Arkwright|Barraclough|Cartwright|Dunnett|Eastwood|Fairhurst|Garside|Hebblethwaite|Inchbald|Kershaw|Lister|"
        "Metcalfe|Oldroyd|Pickersgill|Rushworth|Sowerby|Threlfall|Whitlock",
    ),
    "Scottish": (
        "Ailsa Calum Catriona Donald Eilidh Fergus Fiona Hamish Iona Isla Kirsty Lachlan Mairi Morven Rory Shona",
        "Abercrombie|Buchan|Carnegie|Dalgleish|Drummond|Farquhar|Geddes|Kinnaird|MacAskill|Macrae|McIlwraith|Ogilvie|"
        "Rankine|Sutherland",
    ),
    "Irish": (
        "Aoife Bernadette Cathal Ciarán Clodagh Dónal Eimear Gráinne Niamh Oisín Orla Pádraig Róisín Séamus Siobhán "
        "Tadhg",
        "Brannigan|Devlin|Donaghy|Gallagher|Heaney|Loughran|McAnespie|McGonigle|Mulholland|Ní Bhriain|Ó Ceallaigh|"
        "O’Hare|Quigley|Rafferty|Toner",
    ),
    "Yoruba": (
        "Adébáyọ̀ Abímbọ́lá Ayọ̀délé Fúnmiláyọ̀ Ìfẹ́olúwa Kẹ́hìndé Ọlábísí Olúwaṣeun Ṣadé Táíwò Tèmítọ́pẹ́ Yétúndé",
        "Adébọ̀wálé|Adéyẹmí|Akínwándé|Balógun|Fálọlá|Ògúnbánjọ|Ọláníyan|Olúṣọlá|Ṣóyínká-Bello|Sówándé",
    ),
    "Polish": (
        "Agnieszka Bartosz Dorota Ewa Grzegorz Joanna Katarzyna Łukasz Małgorzata Paweł Tomasz Wojciech",
        "Czarnecka|Dąbrowska|Jabłoński|Kowalczyk|Mazur|Ostrowski|Pawlak|Sikora|Szczepańska|Wieczorek|Żak",
    ),
    "South Asian": (
        "Anjali Arjun Ayesha Deepa Farah Harpreet Imran Jaspreet Kavita Meera Nadia Priya Ravi Sanjay Shabnam Sunita "
        "Tariq Usha Yusuf Zainab",
        "Ahmed|Banerjee|Bhatt|Chaudhry|Dhillon|Fernando|Gill|Hussain|Iqbal|Krishnan|Mistry|Nair|Patel|Qureshi|"
        "Raghunathan|Sandhu|Sheikh|Venkataraman",
    ),
    "Chinese": (
        "Chun Fang Hui-Min Jia Ka-Yan Li-Na Mei Ming Siu-Ling Wai-Kit Xiaoyan Yun",
        "Chan|Cheung|Huang|Kwok|Lau|Lin|Ng|Tsang|Wong|Xu|Yip|Zhao",
    ),
    "Caribbean": (
        "Beverly Carlton Delroy Errol Grace Hyacinth Joy Leroy Marcia Marlon Sonia Winston",
        "Bailey|Campbell|Clarke|Dacosta|Francis|Grant|Hinds|Joseph|Lewin|Palmer|Samuels|Thorpe",
    ),
}
# How often each turns up, by region; the rest of the weight is shared by all.
AT_HOME = {
    "Wales": {"Welsh": 10, "English": 4}, "Scotland": {"Scottish": 10, "Irish": 2},
    "Northern Ireland": {"Irish": 11, "Scottish": 2}, "North and Midlands": {"English": 8, "South Asian": 4},
    "London and South": {"English": 5, "Yoruba": 4, "Caribbean": 4, "Chinese": 3},
}


def names_for(region: str, chance: random.Random, taken: set[str]) -> Iterator[str]:
    """Name after name, none of them twice; each is added to `taken`."""
    kinds = list(FAMILIES)
    weights = [AT_HOME[region].get(kind, 1) for kind in kinds]
    while True:
        first_names, families = FAMILIES[chance.choices(kinds, weights)[0]]
        name = f"{chance.choice(first_names.split())} {chance.choice(families.split('|'))}"
        if name not in taken:
            taken.add(name)
            yield name
