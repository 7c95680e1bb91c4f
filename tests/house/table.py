"""Every endpoint and who may use it: pages, and the same acts for programs.

A new route fails in test_access until somebody decides to whom it belongs.
"""

ACCESS = {
    "public": """
        bookings.course bookings.courses certificates.check certificates.compare certificates.look_up
        certificates.verify certificates.verify_printed desk.accessibility desk.front desk.privacy
        desk.what_a_rep_does people.ask_first people.ask_reset people.first_time people.forgotten
        people.choose_looks people.link_sent people.reading people.reading_worker people.sign_in
        people.try_to_sign_in people.use people.use_link people.without_connection reference.chapter
        reference.index reference.openapi reference.problems
    """,
    "signed in": """
        accreditation.finish accreditation.my_conditions bookings.acceptance bookings.apply bookings.declining
        bookings.send_application bookings.withdraw bookings.withdrawal casework.case_study
        casework.read_through casework.send casework.write certificates.download certificates.mine desk.home
        desk.my_course feedback.give feedback.send learning.answer learning.begin_practice learning.checks
        learning.choose learning.glossary learning.keep learning.keep_page_note learning.keep_reflection
        learning.law learning.law_shelf learning.module learning.my_notes learning.my_notes_file learning.note
        learning.notes learning.notes_file learning.page learning.place learning.practice
        learning.practice_way learning.read learning.reflection learning.reflections learning.scene
        learning.search network.read network.update network.updates papers.make_my_paper papers.my_paper
        papers.take_my_paper people.account people.change_address people.change_password
        people.device_key_given people.end_token people.make_token people.new_address people.new_password
        people.sign_out people.sign_out_everywhere people.tokens
    """,
    "administrator": """
        accreditation.accreditation accreditation.appointment accreditation.closing accreditation.ending
        accreditation.ending_appointment accreditation.hold accreditation.renewal accreditation.waive
        accreditation.waiver
        bookings.applications bookings.applications_file bookings.approval bookings.book_somebody
        bookings.cancel bookings.cancellation bookings.capacity bookings.change_capacity bookings.closing
        bookings.confirm bookings.confirmation bookings.refusal bookings.withdrawal_for_her
        certificates.certificate certificates.correction certificates.document certificates.dry_run
        certificates.issue certificates.issued certificates.issued_file certificates.withdrawal desk.design
        desk.people desk.people_file desk.person desk.runs desk.runs_file desk.search people.end_administrator
        people.invite people.outbox people.outbox_file people.outgoing people.send_invitation people.staff
        people.staff_file record.address_changes record.confirm record.decide_address record.discard
        record.import_check record.look_alikes record.new_import record.progress record.rejects_file record.upload
        runs.add_session runs.assign runs.change runs.change_covers runs.closing runs.covers runs.due_dates
        runs.edit runs.end runs.facilitators runs.new runs.opening runs.plan runs.removal runs.sessions
        runs.set_due_dates workplaces.add_region workplaces.appoint workplaces.new_officer workplaces.regions
        casework.move casework.version people.end_author
    """,
    "administrator or author": """
        content.changes content.download content.give_versions content.material content.programme content.proof
        content.publish content.upload content.upload_shown content.version content.withdraw network.freshness
        network.freshness_file network.statement
    """,
    "administrator or facilitator": """
        accreditation.case_file accreditation.case_files accreditation.case_files_file accreditation.completion
        attendance.make_up attendance.register attendance.registers attendance.registers_file attendance.rest
        attendance.signature attendance.tap desk.run desk.trainee feedback.closing feedback.opening
        feedback.results feedback.results_file papers.make_module_paper papers.make_pack
        papers.module_paper papers.module_room papers.room papers.room_pack papers.take_module_paper papers.take_pack
    """,
    "facilitator": """
        casework.as_she_sees_it casework.give_back casework.mark casework.marks_file casework.queue
        casework.record casework.release
    """,
    "administrator or officer": """
        desk.reps_file
    """,
    "officer": """
        accreditation.sign accreditation.sign_offs desk.my_region desk.region_person
    """,
}
BY_PROGRAM = {
    "public": """
        bookings_api.course bookings_api.courses certificates_api.compare certificates_api.verify
        content_api.programmes
    """,
    "signed in": """
        accreditation_api.finish accreditation_api.my_conditions bookings_api.acceptance bookings_api.apply
        bookings_api.declining bookings_api.my_booking bookings_api.my_bookings bookings_api.withdrawal
        casework_api.answers casework_api.case_studies casework_api.case_study casework_api.draft
        casework_api.keep_draft casework_api.send certificates_api.download certificates_api.mine
        content_api.programme feedback_api.form feedback_api.give learning_api.answer
        learning_api.begin_practice learning_api.checks learning_api.choose learning_api.glossary
        learning_api.keep_page_note learning_api.keep_reflection learning_api.law learning_api.module
        learning_api.modules learning_api.my_notes learning_api.note learning_api.notes learning_api.page
        learning_api.place learning_api.practice learning_api.practice_way learning_api.put_place
        learning_api.read learning_api.reflection learning_api.search network_api.has_read network_api.update
        network_api.updates papers_api.make_my_paper papers_api.my_paper papers_api.take_my_paper
        people_api.me
    """,
    "administrator": """
        accreditation_api.accreditation accreditation_api.accreditations accreditation_api.appointment
        accreditation_api.closing accreditation_api.ending accreditation_api.ending_appointment
        accreditation_api.hold accreditation_api.renewal accreditation_api.standing accreditation_api.waive
        accreditation_api.waiver network_api.reps
        bookings_api.applications bookings_api.approval bookings_api.book_somebody bookings_api.cancellation
        bookings_api.change_capacity bookings_api.closing bookings_api.confirmation bookings_api.refusal
        bookings_api.withdrawal_for_her certificates_api.certificate certificates_api.correction
        certificates_api.document certificates_api.dry_run certificates_api.issue certificates_api.issued
        certificates_api.withdrawal desk_api.job people_api.end_administrator people_api.invite people_api.outbox
        people_api.staff record_api.address_changes record_api.confirm_list record_api.decide_address
        record_api.discard_list record_api.lines record_api.lists record_api.member record_api.members
        record_api.put_member record_api.send_list record_api.sent_list runs_api.add_session runs_api.assign
        runs_api.change runs_api.change_covers runs_api.closing runs_api.due_date runs_api.end runs_api.opening
        runs_api.plan runs_api.plan_shown runs_api.removal runs_api.session runs_api.set_due_date
        workplaces_api.add_region workplaces_api.appoint workplaces_api.employers workplaces_api.region
        workplaces_api.regions casework_api.move casework_api.version people_api.end_author
    """,
    "administrator or facilitator": """
        accreditation_api.case_file accreditation_api.case_files accreditation_api.completion attendance_api.make_up
        attendance_api.register attendance_api.registers attendance_api.rest attendance_api.signature
        attendance_api.tap bookings_api.places_taken bookings_api.trainees feedback_api.closing feedback_api.opening
        feedback_api.summary learning_api.modules_of_trainee papers_api.make_module_paper
        papers_api.make_pack papers_api.module_paper papers_api.module_room papers_api.room papers_api.room_pack
        papers_api.take_module_paper papers_api.take_pack runs_api.run runs_api.runs
    """,
    "facilitator": """
        casework_api.answer casework_api.keep_mark_draft casework_api.mark casework_api.mark_draft casework_api.pile
        casework_api.queue casework_api.record casework_api.release_chosen casework_api.release_one
        casework_api.release_run
    """,
    "administrator or author": """
        content_api.give_versions content_api.publish_sent content_api.published content_api.published_folders
        content_api.send content_api.sent content_api.withdraw_sent network_api.freshness network_api.statement
    """,
    "administrator or officer": """
        desk_api.reps
    """,
    "officer": """
        accreditation_api.sign accreditation_api.sign_offs accreditation_api.signed desk_api.my_region
        desk_api.region_person
    """,
}
PAGES = {endpoint: mark for mark, endpoints in ACCESS.items() for endpoint in endpoints.split()}
PROGRAMS = {endpoint: mark for mark, endpoints in BY_PROGRAM.items() for endpoint in endpoints.split()}
TABLE = PAGES | PROGRAMS

# What anybody who is signed in may ask for, on whatever run: it isn't anybody's own.
NOBODYS_OWN = {"bookings.apply", "bookings.send_application"}


def addresses(app, values, *marks, method, of_somebody=False, by_program=False):
    """The endpoints that carry one of these marks, each with an address that leads to the cast's things.

    `of_somebody` leaves out the pages that are the asking person's own, whoever she is.
    """
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            table = PROGRAMS if by_program else PAGES
            if table.get(rule.endpoint) not in marks or method not in rule.methods:
                continue
            if rule.arguments or not of_somebody:
                found.append((rule.endpoint, app.url_for(rule.endpoint, **{n: values[n] for n in rule.arguments})))
    return found
