"""Answers to case study 7A: five parts, each in three ways."""

CRITERIA = ("structure", "facts", "balance", "urgency")

PARTS = (
    (
        "Conduct can be a fair reason for dismissal, so the trust has the beginning of a case: she did send the list. "
        "That isn’t the end of it. A tribunal would then ask whether the trust acted reasonably in treating it as "
        "enough: did it believe that she had done it, had it grounds, and had it looked into it as far as was "
        "reasonable? And it would not ask what it would have done itself, but whether this lay within what a "
        "reasonable employer might do.",
        "I would go in steps. Step one, the reason: conduct, which the law allows. Step two, whether it was reasonable "
        "in all the circumstances to dismiss for it. There the three questions are belief, grounds and investigation. "
        "Helen admits it, so the weight lies on the third. Step three, the band: some employers would have warned "
        "her, some might have dismissed. We have to show that nobody reasonable would have done it in this way.",
        "Has there been a dismissal? Yes, on 20 November. Is the reason one of the fair ones? It can be. Was it "
        "handled reasonably, in the decision and on the way to it? That is where I would look. The test is not "
        "whether it was harsh, or whether I would have done it, but whether it was outside the band of what a "
        "reasonable employer could do, and an investigation can be outside the band as well.",
    ),
    (
        "For Helen: ten years and a clean record. She wanted to finish the board’s own paper, and the remote access "
        "had failed. She deleted the list and was sorry at once. The investigation took one afternoon and didn’t look "
        "at the access or at her training, which the trust had let lapse in 2024. Robert Teale reported her and then "
        "judged her. She wasn’t told that she could bring anybody. Colin sent a list home in March and was warned.",
        "What speaks for her is mostly what the trust didn’t do. It didn’t ask why she sent it, or whether the system "
        "was down that week, although that could be checked in an hour. It didn’t notice that her training had run "
        "out two years before. It let the same man report, and chair, and decide. It told her nothing of a companion. "
        "And it treated Colin differently. To that add ten years, her purpose, and that she said she was wrong.",
        "I would put the facts in two columns. In hers: the failed access; the paper due at nine; deleted at midnight; "
        "ten clean years; remorse; lapsed training; twenty minutes of investigation; no companion; and the chair, who "
        "can’t have come to it with an open mind, because it was he who reported it. And Colin, whose case I would "
        "want to read and not only hear about: how many patients, what was he told before, who decided?",
    ),
    (
        "Against her: 212 people’s names and waiting times left the trust. They trusted us with those. She is a "
        "manager and is expected to know; she told nobody, and deleting it also looks like hiding it. The trust would "
        "say that trust itself has gone. I would say this to Helen before anybody else does, gently, because an "
        "appeal that makes light of it will lose.",
        "The other column is not empty. Patients’ data is the most serious thing that most of us handle. She had other "
        "ways: she could have rung the on-call desk, or gone in early. She didn’t report it herself. Colin may differ "
        "in more than luck. If I were the trust I would say that a service manager who does this at night and keeps "
        "quiet can’t be relied on. We need an answer to that, and “everybody makes mistakes” isn’t one.",
        "I would face what speaks against her. It was against policy and she knew it. 212 patients could have been "
        "harmed. She didn’t own up until she was asked. A tribunal might well say that dismissal was hard, but within "
        "the band. So I would not tell Helen that she is sure to win; I would tell her that the way it was done is "
        "where the trust is weak.",
    ),
    (
        "The appeal, in outline, tonight: the sanction was too severe for what she did and why; the investigation left "
        "out the remote access, her purpose and her training; the chair had reported her and could not be impartial; "
        "she was not told that she could be accompanied; somebody else was warned for the same. We ask for a fresh "
        "hearing before somebody who has had nothing to do with it, for all papers, and for a lesser sanction. “Full "
        "grounds will follow.” It goes in tomorrow morning, with a receipt.",
        "The appeal doesn’t wait until it is beautiful. One page: I appeal; these are the grounds in short (procedure, "
        "impartiality, inconsistency, mitigation, severity); I ask for the investigation report, the policy, the "
        "training record, the log of the remote access and the decision on the comparable case; I will be accompanied "
        "by my union. Helen signs it, and it is sent by e-mail and by post on Monday. We add to it when the papers "
        "come.",
        "In the appeal letter I would write what she accepts first: it was wrong and she regrets it. Then five points, "
        "a sentence each: what wasn’t investigated; who decided; Colin; the companion; and that a warning and training "
        "would have been enough after ten years. I would ask that somebody more senior, from another division, hears "
        "it. It must be in well inside the ten days, whatever they are counted from, so I would treat it as due "
        "tomorrow.",
    ),
    (
        "Today I ring my officer, although it is Sunday: somebody has lost her job, and the clock for a tribunal is "
        "running from the 20th whether we appeal or not. I don’t work out the last day. She and the lawyers do, and "
        "until they have, we act as if it were the shortest there is. To Helen: “There is enough here to fight for. I "
        "can’t tell you how it ends. Tonight we write the appeal together, and you are not alone with it.” And I ask "
        "who is with her.",
        "Today: note the dates, ring Catrin, and start the appeal with Helen. Tomorrow: send it, ask for the papers, "
        "and ask Catrin about early conciliation, because an appeal doesn’t stop any clock. I would not tell Helen a "
        "date for the tribunal from my own head. “Have I got a case?” I would answer: “You have good points, and some "
        "against you. I don’t promise anything. What I promise is that nothing is late because of us.”",
        "First my officer, now. Then Helen and I write the appeal this evening; tomorrow it goes, and I ask in writing "
        "for everything that they relied on. I keep notes with times. I leave the tribunal’s limits to her, and "
        "treat every one of them as running. “Have I got a case?” Helen deserves an honest answer: perhaps a good "
        "one, on how it was done; a harder one on what was done. I would also ask how she sleeps, and what she has "
        "told her family.",
    ),
)

WEAK = """
This is obviously unfair. Ten years of service and one mistake, and Colin only got a warning, so they have discriminated
against her. You can’t sack somebody for something when somebody else was not sacked for it. I would tell Helen that she
has a very strong case and that the tribunal will give her the job back.

The punishment is far too harsh. I would not have dismissed her and I don’t think that any tribunal would. She deleted
the list, so nothing happened to the patients, and it was really the fault of IT.

In the appeal I would write that she has worked there for ten years, that she is sorry and that Colin got a warning. I
would wait a few days before I send it, so that we can get statements from colleagues who say how good she is. She has
ten days for that.

If the appeal does not work we can go to the tribunal. She has three months for that, which is until 19 February, so
there is enough time and I would ring the officer after the appeal.
"""
WEAK_SCORES = {"structure": 0, "facts": 1, "balance": 0, "urgency": 0}
WEAK_FEEDBACK = (
    "You believe Helen, and you have seen that Colin matters. Now go through the brief with a pencil: who reported "
    "her, who chaired, how long did anybody look into it, was she told about a companion? These are your strongest "
    "points, and they aren’t in your answer yet.\n\n"
    "Two things must change. You work out a last day by yourself, and you ring the officer after the appeal. Please "
    "don’t do either: she hears today, and the date is hers to say. And Helen asked you an honest question. What would "
    "the trust answer to you? Read “Was it reasonable?” once more before you write again."
)
WEAK_AGAIN = (
    "This is still the first version with a line added, so my answer has to be the same. I know that these have been "
    "hard months in your department. You can do this: in the room you asked the best question of the day, about "
    "impartial chairs.\n\n"
    "It can’t be sent a third time on this course, but you may write it with the next one, and what you attended "
    "stays yours. Ring me, and we will go through the brief together first."
)

PRAISES = (
    "You go in steps, and you don’t let sympathy run ahead of them. “Hiding it” is a hard word, and Helen needs to "
    "hear it from you first. Next: say which of your five grounds you would lead with, and why.",
    "The two columns work very well. You leave the dates to your officer and treat every one as running: exactly "
    "right. Look once more at the band of reasonable responses, and try to explain it in one sentence to a friend.",
    "An appeal that is out of the door tomorrow is worth more than a fine one on Friday; you have understood that. "
    "Good on Colin, whom you want to read about before you use him.",
    "Honest with Helen and exact about the trust. You noticed the lapsed training, which most people pass over. One "
    "thing to do next: ask for the policy by name, so that they have to send the one that was in force.",
)
