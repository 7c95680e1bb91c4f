"""Answers to case study 3A: five parts, each in three ways."""

CRITERIA = ("case", "mandate", "positions", "together")

PARTS = (
    (
        "Evidence. How many calls come now at night and at the weekend, when, how long they take and who takes them: I "
        "would ask Gethin to look through his telephone for the last eight weekends, and ask switchboard for its log. "
        "What happened on the Saturday when the ward closed: the incident report. All 46 contracts and the job "
        "descriptions, read and not remembered. The working-time policy on rest after a night call. From Lowri: which "
        "health board, and who could tell us. Until then it is something that she heard.",
        "1. What I need in ten days. From the board: its paper, the costs that it has reckoned, the report on the "
        "Saturday night, and the call figures by site. From switchboard: numbers and times. From our members: who "
        "takes calls already (Gethin), who couldn’t (Wanjiru), and how far each lives from the site. From our officer: "
        "whether anything national covers on-call work at these bands. From the contracts: what “flexibility” says in "
        "full, because half a sentence is quoted.",
        "I would begin with three lists: what we know, what we think we know, and what we must find out. We know that "
        "a ward closed, and that is serious. We think that managers elsewhere are paid; I would ring the reps there. "
        "We must find out how many calls there really are, by night and by site; what rest follows a call at three in "
        "the morning; who has somebody to care for; and what the job descriptions say, all of them.",
    ),
    (
        "2. The mandate. Nine is not forty-six. I would write to all of them on Tuesday with a form that takes five "
        "minutes, and hold two meetings on line, at noon and at seven. The question: “If there is to be a rota, which "
        "of these could you accept: one week in five; one in eight; one in ten with volunteers first? What would have "
        "to come with it: payment, time back, the next morning off? What would make it impossible for you?” Nothing "
        "is agreed before they have seen it and voted.",
        "To get a mandate I would not ask “are you against it?”, because everybody is and it ties my hands. I would "
        "ask what they could live with and at what price, and whether they would rather volunteer. All 46 get it, "
        "with a reminder, and I ring those who don’t answer. Some want it to be official and some would leave; I "
        "would tell the employer both, because it is true. I report back the same evening, in one page, after each "
        "meeting.",
        "My members are divided and I would not hide it. I would ask each of the 46: can you do any on-call at all; "
        "how often; what would you need; what should we refuse whatever happens? The answers go to me without names "
        "on the summary. Then a meeting decides what we aim for and what we will not go below. I may talk about "
        "anything, but I agree to nothing in the room. The members hear on the same day and have the last word.",
    ),
    (
        "3. Opening. “Thank you for meeting us so early. We know why you are asking: on a Saturday in January a ward "
        "closed because nobody could be reached, and no manager in this room wants that again. We have asked all 46 "
        "people who would be on this rota. Many take calls already, unpaid and unrecorded. Some could not do one week "
        "in five: they have children, or parents, or work part-time. None of them thinks that it is nothing. We would "
        "like to build a rota that lasts. For that we need the figures, rest after a night call, and something in "
        "return. We have brought three ways of doing it. May we go through them together?”",
        "3. “We are here to help you to answer the telephone. That ward should not have closed. But this paper asks 46 "
        "people to be within reach for ten weeks a year and offers nothing for it. Four in five of them told us that "
        "they would do some on-call if it were shared fairly, if rest came after it, and if it were recognised. Four "
        "told us that they would go. You can’t afford to lose them, and we don’t want to. So we ask you for three "
        "things: show us the calls, talk with all three unions at one table, and don’t begin on 1 March before we "
        "have a trial that everybody understands.”",
        "3. (I read it aloud: one minute.) “You have a real problem, and our members know it better than anybody: they "
        "are the ones who drive in. What you propose would move that problem into their kitchens. One week in five, "
        "without pay or rest, will work until the first winter, and then people will be ill or gone. We have asked "
        "everybody. There are volunteers. There are people who can’t, and they have good reasons. Give us the call "
        "figures this week, and we will come back with the other unions and a rota that will still be there next "
        "year.”",
    ),
    (
        "4. Hope for: volunteers first, one in ten, a payment for each week and an hour back for each hour worked, no "
        "one with sole care against their will. Realistic: one in eight, a flat payment, the next morning off after a "
        "call past eleven. Fall-back: a three-month trial at one in eight with every call recorded, time back, and a "
        "date on which we all look at the figures. I reckon roughly: 46 people at one in eight is six a week; at 150 "
        "pounds a week it is about 45,000 a year. I would have finance check that.",
        "4. Best: a paid rota of volunteers, topped up by a small team for the nights. Realistic: one week in eight "
        "for everybody who can, with payment, rest and swaps that people arrange themselves. Least: a trial until the "
        "end of May, time off in lieu, and nobody disciplined for not being able to. The cost of the best depends on "
        "the number of calls, so I would show it for five and for fifteen calls a week. The least costs almost "
        "nothing, which is why they may like it, and why it must have an end.",
        "4. Ideal is what the braver members want: no rota without payment, and an exemption for anybody with caring "
        "duties. Realistic is one in eight across three sites, a payment and eleven hours of rest. The fall-back is a "
        "recorded trial with time back. Each has a price: cover for the morning after, perhaps two days a month for "
        "each site, and the payment, which I would work out with finance from the real number of weeks. Below the "
        "trial I would adjourn and go back to the members.",
    ),
    (
        "5. An offer: we would help to write a short guide for switchboard about what needs a manager at night and "
        "what can wait until seven. I think that it would cut the calls by a third. Before all this I ring the two "
        "other unions, so that we sit there with one voice. What is settled nationally is not ours to change here, so "
        "I ask our officer first; and I ring her at once if anybody says “dismiss and re-engage”.",
        "5. I could offer a list of volunteers by Friday, and Gethin’s record of calls for as long as they like. With "
        "the other two unions I would meet before the meeting and agree who says what: I know one of the reps, so I "
        "begin there. Pay bands are national and not for our forum; how they are applied here we can talk about. My "
        "officer reads my opening before anybody else does.",
        "5. What we can give: a trial, honest figures and our names under it. Managers will believe a rota that their "
        "unions have helped to write. I would speak with both other reps this week, and ask for one joint meeting "
        "instead of three. I would keep my voice down: they didn’t do this to spite us. The officer hears today, "
        "because a rota that shuts out people with small children may be more than a question of hours.",
    ),
)

WEAK = """
I would tell management that our members are totally against the rota and will not do it. Everybody I have spoken with
is angry and two of them said that they would refuse. It is not in the contract, and flexibility does not mean that you
work for nothing.

Other health boards pay for on-call, so they have to pay for it here. I would ask for the same as they get.

Opening statement: “You can’t do this. Our members have lives and families. You are breaking the law on working time
and we will fight you all the way. The ward was closed because you have cut managers for years and now you want the
rest of us to pay for it.”

Positions: what we want is no rota. What is realistic is no rota. If they insist then they have to pay.

I would not offer anything at this stage because that would be weak. The other unions can make up their own minds.
After the meeting I would tell the members what was agreed.
"""
WEAK_SCORES = {"case": 0, "mandate": 0, "positions": 1, "together": 0}
WEAK_FEEDBACK = (
    "Nobody will doubt whose side you are on, and “flexibility does not mean that you work for nothing” is a sentence "
    "worth keeping. But you have spoken with nine of 46, and one of those nine would like it to be official. Who has "
    "asked the others? Until they have answered you can’t say what they are for or against.\n\n"
    "For the next version, begin with the question that you would send to all of them. When you have that, the three "
    "positions come more easily, because they will be your members’ and not yours. And read the brief once more: the "
    "employer has a reason. If you name it, you will be listened to."
)
WEAK_AGAIN = WEAK_FEEDBACK

PRAISES = (
    "A question that members can answer and a negotiator can use: that is the heart of it. Your opening stays under "
    "150 words, and I could hear you. Next: say what you would do if only twenty answer.",
    "You acknowledge the closed ward in the first sentence, and after that everything you ask for sounds reasonable. "
    "The costing is rough and you say so, which is right. Try the fall-back on a colleague: would you stop there?",
    "Good to see the other two unions before the meeting and not after it. You treat what Lowri heard as a lead. One "
    "thing to do next: your best position and your realistic one are close together. Be bolder in the first.",
    "Calm, prepared and honest about a divided membership. You see that the rota may be a question of equality, and "
    "you take it to your officer instead of to the meeting. Well judged.",
)
