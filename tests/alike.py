"""What a page says of what was found, and what a rule makes of it, is the same on either engine: `make test` draws
these pages and tries these rules on SQLite alone, `make test-all` on both.

What finds it, and every act, is tested on both each time: in the rooms' operations, lookups and API.
"""

PAGES = {f"tests/{file}.py" for file in (
    "accreditation/test_views", "attendance/test_views", "bookings/test_views", "casework/test_marking_pages",
    "casework/test_writing_page", "certificates/test_views", "content/test_at_start",
    "content/test_upload_previews", "content/test_uploads", "demo/test_demo_union", "desk/test_exports",
    "desk/test_pages", "desk/test_region_list", "desk/test_small_programmes",
    "feedback/test_views", "house/test_access", "house/test_access_by_program",
    "learning/test_places", "network/test_views", "papers/test_room", "people/test_account_page",
    "people/test_device", "people/test_kept", "people/test_looks", "people/test_staff", "runs/test_views",
    "test_preview", "web/test_answers", "web/test_api_oddities", "web/test_forms",
    "web/test_the_whole_way_by_program", "workplaces/test_views",
)}

# Who has done what elsewhere, earlier or in time: reckoned from rows that test_operations and test_api read on both.
RULES = {f"tests/accreditation/test_{file}.py" for file in ("elsewhere", "majors", "renewal", "standing")}


def is_again(item) -> bool:
    """Whether this is done on PostgreSQL as on SQLite: a page or rule of these, or a counting of statements.

    Two people at once are another thing there.
    """
    file, _, test = item.nodeid.partition("::")
    if "postgresql" not in test.partition("[")[2] or "at_once" in item.fixturenames:
        return False
    return file in PAGES | RULES or "queries" in item.fixturenames
