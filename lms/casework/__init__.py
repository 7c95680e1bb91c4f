"""Case-study answers and their marking: drafts, versions as they were sent, marks and their release.

Nothing typed is lost: a draft and a marker's draft carry a revision, so that an old page writes over
nothing, and both stay when they are sent or recorded. A version is never changed; a mark is corrected
by another that supersedes it; whoever wrote the answer reads released marks only.
"""
