"""An author sends a folder, sees what is wrong and what would change, and publishes it; or nothing happens."""

import io
import zipfile

import pytest
from sqlalchemy import func, select

from lms.audit import AuditLine
from lms.content import operations, publications, uploads
from lms.content.models import Archive, Publication, Snapshot, Upload
from lms.refusal import Refusal
from tests import make
from tests.content import small
from tests.content.sending import CHANGED, packed, send
from tests.content.zipping import zip_of, zip_of_folder


def counts(in_context):
    with in_context() as session:
        return [session.scalar(select(func.count()).select_from(each)) for each in (Snapshot, Publication, Upload)]


def test_an_author_sends_a_folder_sees_what_would_change_and_publishes_it(huw, tmp_path, in_context):
    sent = send(huw, packed(tmp_path, **CHANGED))
    assert sent.status_code == 303
    page = huw.get(sent.location).text
    assert "This can be published" in page and "1 change since 1.0" in page
    assert "Page “Before the hearing”: 1 paragraph changed" in page
    words = huw.get(f"{sent.location}/changes/reps").text
    assert "<del>twice</del><ins>three times</ins>" in words
    assert huw.post(f"{sent.location}/publication", data={"note": "Read it more often"}).location == "/material"
    page = huw.get("/material").text
    assert "Published: Reps’ course 1.1." in page and "Read it more often" in page
    with in_context():
        assert operations.latest("reps").version == "1.1"
        assert publications.last_publication().published_by == "Huw Price"
    versions = huw.get("/material/programmes/reps").text
    assert "Read it more often" in versions
    assert "<ins>three times</ins>" in huw.get("/material/programmes/reps/1.1").text
    assert huw.get("/material/programmes/reps/1.0").status_code == 200
    assert huw.get("/material/programmes/reps/2.0").status_code == huw.get("/material/programmes/x").status_code == 404


def test_what_was_published_last_can_be_downloaded(huw, tmp_path, server):
    def files():
        with zipfile.ZipFile(io.BytesIO(huw.get("/material/published.zip").data)) as archive:
            return {name: archive.read(name).decode() for name in archive.namelist()}

    assert files()["programmes/reps.yaml"] == small.PROGRAMME
    huw.post(f"{send(huw, packed(tmp_path, **CHANGED)).location}/publication")
    assert files()["programmes/reps.yaml"] == CHANGED["programmes/reps.yaml"]


def test_material_with_mistakes_is_kept_with_all_of_them_and_cannot_be_published(huw, tmp_path, in_context):
    sent = send(huw, packed(tmp_path, **CHANGED | {
        "modules/hearings/module.yaml": small.MODULE.replace("summary", "sumary"),
        "modules/hearings/03-bad.md": "# Bad\n\n<script>alert(1)</script>",
        "modules/hearings/figures/chain.svg": "GIF89a",
        "modules/hearings/04-large.md": "# Large\n\n" + "x " * 2_500_000,
    }))
    page = huw.get(sent.location).text
    assert "This can’t be published yet" in page and "mistakes to put right" in page
    assert "Did you mean “summary”?" in page and "HTML isn&#39;t shown" in page
    assert "no SVG drawing" in page and "Larger than 100 kB" in page
    assert "Publish it" not in page and "<script>alert" not in page
    refused = huw.post(f"{sent.location}/publication")
    assert refused.status_code == 422 and "mistakes to put right first" in refused.text
    assert huw.get(f"{sent.location}/changes/reps").status_code == 404
    assert counts(in_context) == [1, 1, 1]


@pytest.mark.parametrize("data, said", [
    (b"not a zip", "isn’t a zip file"), (zip_of({"../x.yaml": "x"}), "outside of the folder"),
    (zip_of({"notes.txt": "x"}), "no course material in it"), (b"", "This is needed"),
])
def test_a_zip_that_is_none_is_refused_beside_the_field_and_nothing_is_kept(huw, in_context, data, said):
    page = send(huw, data) if data else huw.post("/material", data={})
    assert page.status_code == 422 and said in page.text
    assert counts(in_context) == [1, 1, 0]


def test_what_is_no_file_is_refused_and_of_a_files_name_what_can_be_shown_is_kept(huw, tmp_path, in_context):
    refused = huw.post("/material", data={"file": "words"})
    assert refused.status_code == 422 and "That is no file" in refused.text
    sent = send(huw, packed(tmp_path, **CHANGED), name="mi\x00ne\x07.zip")
    assert sent.status_code == 303
    with in_context() as session:
        assert session.scalar(select(Upload.name)) == "mine.zip"


def test_changed_material_under_the_same_version_is_a_mistake_of_the_upload(huw, tmp_path, in_context):
    sent = send(huw, packed(tmp_path, **{"modules/hearings/01-before.md": CHANGED["modules/hearings/01-before.md"]}))
    page = huw.get(sent.location).text
    assert "version 1.0 is published already" in page and "“1.1” would be the next" in page
    assert huw.post(f"{sent.location}/publication").status_code == 422
    assert counts(in_context) == [1, 1, 1]


def test_what_is_published_already_is_nothing_to_publish(huw, tmp_path):
    sent = send(huw, packed(tmp_path))
    assert "every programme in it is as it is published" in huw.get(sent.location).text
    refused = huw.post(f"{sent.location}/publication")
    assert refused.status_code == 422 and "nothing to publish" in refused.text


def test_the_unions_own_files_stay_the_servers(huw, tmp_path, in_context):
    sent = send(huw, packed(tmp_path, **CHANGED | {
        "union.yaml": small.UNION.replace("A Small Union", "A Large Union"), "union/privacy.md": None,
    }))
    page = huw.get(sent.location).text
    assert "union.yaml" in page and "It differs from the server’s, and is not taken over" in page
    huw.post(f"{sent.location}/publication")
    assert "A Small Union" in huw.get("/material").text
    with in_context():
        kept = publications.last_publication().archive
        assert b"A Small Union" in uploads.archives.sources_of(kept).files["union.yaml"]


def test_a_rep_kind_that_the_server_does_not_know_is_a_mistake(huw, tmp_path):
    kinds = small.UNION.replace("rep_kinds: [", "rep_kinds: [{slug: steward, title: Steward, plain: steward}, ")
    sent = send(huw, packed(tmp_path, **{
        "union.yaml": kinds,
        "programmes/reps.yaml": CHANGED["programmes/reps.yaml"].replace("kind: rep\n", "kind: steward\n"),
    }))
    assert "no rep kind steward" in huw.get(sent.location).text


@pytest.mark.parametrize("changed, said", [
    ({"programmes/reps.yaml": CHANGED["programmes/reps.yaml"].replace("[Q1, Q5, Q6]", "[Q1]").replace(
        "  companion_case_study: 1A\n", "")}, "what it asks of a trainee"),
    ({**CHANGED, "wordings/completion.yaml": small.WORDING.format(
        id="C", kind="completion", sentence="{name} completed it with honour.")}, "what its certificates say"),
    ({**CHANGED, "programmes/stewards.yaml": small.PROGRAMME.replace("RC", "ST").replace("Reps’", "Stewards’")},
     "is a new programme"),
])
def test_what_accredits_and_what_certificates_say_an_administrator_publishes(
    huw, denise, tmp_path, in_context, changed, said,
):
    address = send(huw, packed(tmp_path, **changed)).location
    page = huw.get(address).text
    assert "An administrator publishes this." in page and said in page and "Publish it</" not in page
    refused = huw.post(f"{address}/publication")
    assert refused.status_code == 422 and "An administrator publishes this" in refused.text and said in refused.text
    assert counts(in_context)[1] == 1
    assert said in denise.get(address).text
    assert denise.post(f"{address}/publication").status_code == 303
    assert counts(in_context)[1] == 2


def test_a_programme_that_is_left_out_is_said_and_stays(denise, tmp_path, in_context):
    other = small.PROGRAMME.replace("ref_prefix: RC", "ref_prefix: ST")
    sent = send(denise, packed(tmp_path, **{"programmes/reps.yaml": None, "programmes/stewards.yaml": other}))
    assert "It was published last time, and isn’t here now" in denise.get(sent.location).text
    denise.post(f"{sent.location}/publication")
    with in_context():
        assert operations.latest("reps") and operations.latest("stewards")


def test_an_upload_is_withdrawn_and_its_files_forgotten(huw, tmp_path, in_context):
    sent = send(huw, packed(tmp_path, **CHANGED))
    assert huw.post(f"{sent.location}/withdrawal").status_code == 303
    page = huw.get(sent.location).text
    assert "Huw Price withdrew it" in page and "Publish it" not in page
    assert huw.post(f"{sent.location}/publication").status_code == 422
    assert huw.post(f"{sent.location}/withdrawal").status_code == 422
    with in_context() as session:
        assert session.scalar(select(func.count()).select_from(Archive)) == 1
        acts = session.scalars(select(AuditLine.act).where(
            AuditLine.actor_label == "Huw Price").order_by(AuditLine.id)).all()
        assert acts == ["sent material", "withdrew material"]


def test_the_files_of_an_upload_that_was_published_stay_when_the_same_is_withdrawn(huw, tmp_path):
    first, second = (send(huw, packed(tmp_path, **CHANGED)).location for _ in range(2))
    huw.post(f"{first}/publication")
    huw.post(f"{second}/withdrawal")
    assert huw.get("/material/published.zip").status_code == 200


def test_two_who_publish_the_same_upload_at_once_publish_it_once(huw, tmp_path, writing, in_context, at_once, server):
    upload_id = int(send(huw, packed(tmp_path, **CHANGED)).location.rpartition("/")[2])
    folder = publications.take(tmp_path / "mine")

    def act():
        with writing():
            uploads.publish_upload(uploads.find_upload(upload_id), folder, note="", answers_for_certificates=False,
                                   actor=make.US, now=make.NOW)

    outcomes = at_once(act, act)
    assert sorted(type(each).__name__ for each in outcomes) == ["NoneType", "Refusal"]
    said = next(each.sentence for each in outcomes if isinstance(each, Refusal))
    assert said == "the tests has published it already."
    assert counts(in_context) == [2, 2, 1]


def test_two_uploads_with_one_version_are_published_one_after_the_other_and_the_second_is_refused(
    huw, tmp_path, writing, in_context, at_once,
):
    ids, folders = [], []
    for number, word in enumerate(("three times", "again")):
        folder = small.write(tmp_path / str(number), **small.RICH | CHANGED | {
            "modules/hearings/01-before.md": small.PAGE.replace("twice", word)})
        ids.append(int(send(huw, zip_of_folder(folder)).location.rpartition("/")[2]))
        folders.append(publications.take(folder))

    def act(upload_id, folder):
        with writing():
            uploads.publish_upload(uploads.find_upload(upload_id), folder, note="", answers_for_certificates=False,
                                   actor=make.US, now=make.NOW)

    outcomes = at_once(lambda: act(ids[0], folders[0]), lambda: act(ids[1], folders[1]))
    assert sorted(type(each).__name__ for each in outcomes) == ["NoneType", "Refusal"]
    assert counts(in_context) == [2, 2, 2]


def test_pressing_twice_says_that_it_is_done(huw, tmp_path, in_context):
    sent = send(huw, packed(tmp_path, **CHANGED)).location
    assert huw.post(f"{sent}/publication").status_code == 303
    again = huw.post(f"{sent}/publication")
    assert again.status_code == 422 and "Huw Price has published it already" in again.text
    assert counts(in_context) == [2, 2, 1]


def test_a_major_version_says_what_it_means(huw, tmp_path):
    sent = send(huw, packed(tmp_path, **CHANGED | {"programmes/reps.yaml": small.PROGRAMME.replace('"1.0"', '"2.0"')}))
    assert "A new major version" in huw.get(sent.location).text


def test_who_is_no_author_finds_none_of_it(signed_in, writing, huw, tmp_path):
    sent = send(huw, packed(tmp_path)).location
    with writing():
        member = make.a_member()
    browser = signed_in(member)
    assert browser.get("/material").status_code == browser.get(sent).status_code == 404
    assert browser.post(f"{sent}/publication").status_code == 404
    assert browser.get("/material/published.zip").status_code == 404
