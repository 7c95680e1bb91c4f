"""Answers to case study 2A: five parts, each in three ways."""

CRITERIA = ("rights", "preparation", "member", "escalation")

PARTS = (
    (
        "First I would ask Daniel to stop the car somewhere safe and tell me who is with him. He is in tears and has "
        "not slept, so for ten minutes I would only listen and let him say it in his own order. Then I would repeat "
        "back to him what I had understood. I would ask whether somebody can be with him tonight, and give him the "
        "number of the support line before anything else.",
        "I would let him talk. The first job on the telephone is not the case, it is the person: where is he, is he "
        "safe to drive, who is at home? I would say that I am glad he rang, that a letter like this would frighten "
        "anybody, and that he doesn’t have to do this alone. I would not ask him to defend himself this afternoon.",
        "I would ring him back from a quiet room within five minutes, so that I can give him half an hour. I would "
        "begin with him and not with the letter: has he eaten, is he on his own, does his partner know? I would ask "
        "him to see his GP if he doesn’t sleep tonight, and to write nothing and alter nothing at work until we have "
        "spoken again.",
    ),
    (
        "He asks whether he will lose his job. I don’t know, and I would say so: the letter says that it is possible, "
        "that is serious, and there is a good deal that we can do before anybody decides. When he says that I should "
        "do the talking, I would explain which half of that is true. I can put his case, sum up at the end, answer "
        "views that are put and stop to talk with him. I can’t answer the questions that are put to him. We would "
        "practise those together, so that he isn’t surprised by his own voice.",
        "I would promise him two things only: that he will not be in that room alone, and that I will tell him the "
        "truth. I can’t promise how it ends. I would tell him what a companion does. I may speak for him, open and "
        "close his case, and ask for a break whenever he needs one. But the questions about the rota are for him to "
        "answer, because only he knows what he did and why.",
        "About the job I would be plain: dismissal is one of the things that could happen, and nobody honest can tell "
        "him more today. About the talking: in the hearing I may present his case and sum it up and respond to what "
        "is said, and he and I may confer as often as we need. What I may not do is answer in his place. He would "
        "hear that from me now, and not on the day.",
    ),
    (
        "The letter is wrong about “a colleague, as a witness only”. He has a right under section 10 to be accompanied "
        "by a companion of his choice, and a rep whom the union has certified is one of those. I would write today, "
        "politely, to the manager who signed it: Daniel has asked me to accompany him; I am not available on Tuesday "
        "at ten; we propose Friday of next week at ten. That lies within five working days of the day after the one "
        "proposed, so they have to move it. I have counted: Wednesday, Thursday, Friday.",
        "A short e-mail goes this evening to HR and the manager. It says that Daniel will be accompanied by his union "
        "rep, who is a companion and not a witness. It asks that the hearing is put off to Friday of next week, which "
        "is the third of the five working days after Tuesday, because I can’t be there before. I would keep it "
        "friendly. They have probably used an old template, and nobody gains from a quarrel about it.",
        "To the employer I would write three sentences. “Mr Okoro has chosen me as his companion under section 10 of "
        "the 1999 Act; that is more than a witness. I can’t attend on Tuesday, and we propose Friday of next week, "
        "10:00, which is within the five working days. Please confirm by tomorrow noon, to me and to our officer.” "
        "If they said no, I would not argue the law alone but take it to my officer at once.",
    ),
    (
        "The same e-mail asks for the evidence: the rota as it was and as it is, the record of who changed what and "
        "when, any statement, the policy that he is said to have broken, and time to read all of it. Nothing should "
        "be “presented on the day”. With Daniel I would make a dated list of what happened that night. “Everyone "
        "does” may be true, but it is a question first: who does, who knew, did a manager ever say it was how things "
        "were done? Was he trained? I would look for his appraisals, and for what speaks for him.",
        "Then we prepare. I would ask for every document that they mean to use, with enough days to read it. Daniel "
        "writes down what he did, in order, without excuses: which shift, what he changed, what he believed he was "
        "doing. We look for the training record, the instruction on rotas, and two or three colleagues who could say "
        "how it is usually done. There is a difference between tidying a record so that it is right and hiding a "
        "gap, and the whole hearing may turn on it.",
        "For the hearing we need the papers and his own account. Papers: everything that “will be presented on the "
        "day”, the rota policy, the audit trail and the staffing figures of that night. Account: what he changed, "
        "why, who knew, what he was told when he took the job. I would ask him carefully about “so as to conceal”, "
        "because that is the part that could end his employment. Six years without a complaint belongs in it, and so "
        "does how sorry he is.",
    ),
    (
        "Because dismissal is possible I would ring Catrin, our officer, this afternoon and before I pack. She should "
        "know the date, what I have asked for, and that I am away until Friday; and Daniel needs a name that he can "
        "ring at the weekend. I would leave her my notes. I keep a note of each call with date and time, what he said "
        "and what I said, on the union’s system and not in my work e-mail.",
        "I would not go to the wedding without handing over. Today I ring the officer: a member may be dismissed, the "
        "evidence is missing, I am away for a week. We agree who answers if HR writes on Monday, and what happens if "
        "they refuse to move the date. Daniel gets her number. My notes are dated and factual, and go where only the "
        "union can read them.",
        "Today, and not next week, I tell my national officer. The letter says dismissal, so this is not mine alone "
        "from the first hour. I ask her to watch the dates while I am away, and whether another rep could stand in if "
        "they insist on Tuesday. I write down times, names and words after each call, and keep them off the trust’s "
        "computers. When I am back I ring Daniel before I do anything else.",
    ),
)

WEAK = """
I would tell Daniel not to worry. I have seen this before and nobody loses their job for a rota, because everybody does
it and they would have to sack the whole department. I would say that I will do the talking for him and he can just sit
there and let me get on with it.

I can’t make Tuesday because of the wedding so I would ring HR and tell them that it has to be moved until I am back.
They have to do that because he has a right to be represented. If they don’t move it I would tell him not to go,
because then they can’t hold it.

Before the hearing we would go through his story so that he says the right things. I would ask a few people in the
department to write that they change the rota as well, because if everybody has done it then it isn’t misconduct. I
don’t need to see their evidence before, as we would see it on the day and I can ask for a break then.

In the hearing I would say that it is unfair, that he has worked there for six years and that there is a staffing
crisis which is the trust’s own fault. If it goes badly we can always appeal.
"""
WEAK_SCORES = {"rights": 0, "preparation": 1, "member": 0, "escalation": 0}
WEAK_FEEDBACK = (
    "You want to take the weight off Daniel, and he would feel that. Asking colleagues what they do with the rota is a "
    "good thought, too. But read “The right to be accompanied” once more: you may put his case, and he has to answer "
    "the questions himself. He needs to hear that from you, and he needs to hear no promise about his job.\n\n"
    "Two things for the next version. Work out which days you may propose, with a calendar in your hand. And look for "
    "the sentence in the letter that means you ring your officer today. Ring me if you would like to talk it through."
)
WEAK_AGAIN = WEAK_FEEDBACK

PRAISES = (
    "You begin with Daniel and not with the letter, and it shows in everything that follows. You have counted the five "
    "days correctly, which few people do the first time. Next: say where you would keep your notes, and who else could "
    "see them.",
    "Clear, kind and in the right order. I would be glad to have you beside me. “Which half of that is true” is a very "
    "good way to put it. One thing to do next: ask what Daniel wants to come out of this. We never hear it.",
    "The e-mail to HR is exactly right in tone: firm, short, and it leaves the door open. Think once more about the "
    "word “conceal” in the allegation, and about what you would ask him about it.",
    "You know what you may do and what you may not, and you tell him both. Ringing your officer before you pack made "
    "me smile, and it is right. Next time say which documents matter most if you are only given two of them.",
)

BEGUN = """
I would ring Daniel back straight away, from somewhere quiet, and ask first whether he has stopped the car and whether
somebody is with him tonight. I would let him tell it in his own order before I ask anything.

He asks me whether he will lose his job. I can’t tell him that he won’t. I would say that the letter makes it possible,
that I don’t know, and that there are several things that we can do before Tuesday.

He wants me to do the talking. I can put his case and sum up, and we can stop to confer. I can’t answer questions for
him, so we should practise what he will be asked about the rota.

To the employer: he has a right to a companion, not “a colleague, as a witness only”. I am away until Friday week, so I
would propose
"""
