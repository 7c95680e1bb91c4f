"""A members' list as a browser sends it, and the work that follows."""

from io import BytesIO

from sqlalchemy import func, select

from lms import jobs
from lms.people.models import Person

HEADER = "Number,Name,E-mail,Employer,Workplace,Region,Status,Link member since,Job title"
RHIANNON = "20417,Rhiannon Prŷs,r.prys@pellow.example,Pellow Bay,North Wing,Wales,current,2025-03-03,Ward manager"
ADE = "20418,Adébáyọ̀ Ọlá,ade@pellow.example,Pellow Bay,South Wing,Wales,arrears,,"


def send(browser, *lines, header=HEADER, encoding="utf-8"):
    content = "\n".join((header, *lines)).encode(encoding)
    return browser.post(
        "/members/import", data={"file": (BytesIO(content), "members.csv")}, follow_redirects=True
    )


def work(app):
    with app.app_context():
        return jobs.run_jobs_now()


def number_of(in_context, thing=Person):
    with in_context() as session:
        return session.scalar(select(func.count()).select_from(thing))
