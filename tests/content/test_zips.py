"""What is taken out of a zip, and which zips aren't taken at all: whatever they say of themselves."""

import io
import stat
import struct
import zipfile

import pytest

from lms.content import sources, zips
from lms.content.sources import Sources, gather, unpacked
from lms.content.zips import WrongZip, read_zip
from tests.content import small
from tests.content.zipping import zip_of, zip_of_folder

PROGRAMME = {"programmes/reps.yaml": "title: Reps", "modules/a/01-b.md": "# B"}


def refused(packed: bytes) -> str:
    with pytest.raises(WrongZip) as caught:
        read_zip(packed)
    return caught.value.sentence


def test_the_same_files_are_the_same_however_they_are_packed(tmp_path):
    folder = small.write(tmp_path)
    mine = gather(folder)
    theirs, aside = read_zip(zip_of_folder(folder, top="material/", way=zipfile.ZIP_STORED))
    assert (theirs, aside) == (mine, [])
    assert theirs.digest == mine.digest and theirs.packed() == mine.packed()
    assert unpacked(mine.packed()) == mine


def test_a_name_or_a_byte_more_is_another_digest():
    digests = {Sources(files).digest for files in (
        {"a": b"bc"}, {"ab": b"c"}, {"a": b"b", "c": b""}, {"a": b"bc", "d": b""}, {},
    )}
    assert len(digests) == 5


def test_what_computers_leave_behind_is_passed_over_and_what_is_no_material_is_named():
    found, aside = read_zip(zip_of(PROGRAMME | {
        "__MACOSX/._x": "", ".DS_Store": "", "programmes/.reps.yaml.swp": "", "programmes/Thumbs.db": "",
        "modules/a/01-b.md~": "", "modules/a/plan.yaml.bak": "", "~$notes.docx": "", "notes.docx": "",
        "photos/us.jpg": bytes(30_000_000),
    }))
    assert (list(found.files), aside) == ([*PROGRAMME], ["notes.docx", "photos"])


@pytest.mark.parametrize("top", ["Our course/", "course/course/", "C (1)/2026/course_content/"])
def test_folders_around_everything_are_taken_off_and_what_lies_beside_is_left_aside(top):
    packed = zip_of({f"{top}{name}": text for name, text in PROGRAMME.items()} | {
        "notes.txt": "x", f"{top}mine.docx": "x", f"__MACOSX/{top}programmes/._reps.yaml": "x", f"{top}.DS_Store": "x"})
    found, aside = read_zip(packed)
    assert list(found.files) == [*PROGRAMME] and aside == ["mine.docx", "notes.txt"]


@pytest.mark.parametrize("files, said", [
    ({"notes.txt": "x"}, "neither a folder “programmes” nor one called “modules”"),
    ({"course.zip": zip_of(PROGRAMME)}, "neither a folder “programmes” nor one called “modules”"),
    ({"Programmes/reps.yaml": "x", "Modules/a/01-b.md": "x"}, "“Modules” has to be called “modules”"),
    ({"programmes/reps.yaml": "x", "Modules/a/01-b.md": "x"}, "“Modules” has to be called “modules”"),
    ({"modules/a/01-b.md": "x"}, "The folder “programmes” is missing from it. Send the whole folder"),
    ({"programmes/reps.yaml": "x"}, "The folder “modules” is missing from it."),
    ({f"{top}/{name}": text for top in ("old", "new") for name, text in PROGRAMME.items()},
     "There is course material in “new” and “old”. Send one folder at a time."),
])
def test_where_the_material_is_not_found_it_says_what_to_send(files, said):
    assert said in refused(zip_of(files))


@pytest.mark.parametrize("name", [
    "../programmes/x.yaml", "programmes/../../x", "/etc/passwd", "C:/x.yaml", "C:x", "..\\x", "\\\\server\\x",
    "programmes//x", "programmes/./x",
])
def test_a_name_that_leads_elsewhere_is_refused(name):
    assert "outside of the folder" in refused(zip_of(PROGRAMME | {name: "x"}))


@pytest.mark.parametrize(
    "name", ["programmes/" + 200 * "x", "programmes/" + 90 * "語", "programmes/a\nb", "programmes/a\x07"])
def test_a_name_that_nobody_can_read_is_refused(name):
    assert "can’t be a file’s name" in refused(zip_of(PROGRAMME | {name: "x"}))


def test_a_link_is_refused():
    def to_link(entry):
        entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16

    assert refused(zip_of(PROGRAMME, change=to_link)) == (
        "programmes/reps.yaml is a link and no file. Put the file itself into the zip."
    )


@pytest.mark.parametrize("packed", [
    b"", b"PK", b"not a zip at all", zip_of(PROGRAMME)[:-30], b"\x1f\x8b" + 100 * b"x",
    zip_of(PROGRAMME, way=zipfile.ZIP_STORED).replace(b"title: Reps", b"title: reps"),
])
def test_what_is_no_zip_or_is_damaged_is_refused(packed):
    assert refused(packed).startswith("That isn’t a zip file, or it is damaged.")


def test_a_zip_with_a_password_is_refused():
    packed = bytearray(zip_of(PROGRAMME))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = packed.index(sign) + at
        packed[place] |= 1
    assert "has a password" in refused(bytes(packed))


def test_an_unusual_packing_is_refused():
    assert "plain zip" in refused(zip_of(PROGRAMME, way=zipfile.ZIP_BZIP2))


def test_a_file_twice_and_a_file_that_is_a_folder_are_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("programmes/reps.yaml", "a")
        archive.writestr("programmes/reps.yaml", "b")
    assert "is in it twice" in refused(packed.getvalue())
    assert "a file and a folder" in refused(zip_of({"programmes": "x", "programmes/reps.yaml": "y"}))


def test_a_bomb_is_stopped_by_the_bytes_that_come_out():
    packed = zip_of(PROGRAMME | {f"modules/a/{number}.md": bytes(3_000_000) for number in range(40)})
    assert len(packed) < 150_000
    assert refused(packed).startswith("Unpacked it is larger than 2 MB")


def test_of_a_file_that_is_too_large_only_the_beginning_is_read():
    found, _aside = read_zip(zip_of(PROGRAMME | {"modules/a/02-c.md": bytes(90_000_000)}))
    assert len(found.files["modules/a/02-c.md"]) == sources.LARGEST + 1


def test_a_bomb_that_says_it_is_small_is_no_larger_than_it_says():
    packed = bytearray(zip_of(PROGRAMME | {"modules/a.md": bytes(60_000_000)}))
    place = packed.rindex(b"PK\x01\x02")
    packed[place + 24:place + 28] = struct.pack("<I", 10)
    assert "damaged" in refused(bytes(packed))


def test_too_many_files_are_refused_before_they_are_looked_at(monkeypatch):
    many = PROGRAMME | {f"modules/a/{number}.md": "" for number in range(1001)}
    assert "more than 1000 files" in refused(zip_of(many))
    monkeypatch.setattr(zips.zipfile, "ZipFile", None)
    assert "more than 1000 files" in refused(zips._ENTRY * 4001)


def test_a_file_of_more_than_20_mb_is_refused():
    assert "larger than 20 MB" in refused(bytes(zips.MOST_PACKED + 1))


def test_a_folder_on_the_server_has_limits_too(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MOST_BYTES", 100)
    with pytest.raises(sources.TooMuch):
        gather(small.write(tmp_path))
