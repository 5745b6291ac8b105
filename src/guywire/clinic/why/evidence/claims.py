"""What a patient hears about hips and backs, and what was found: our words over the findings.

`[A12]` in a text opens that finding. Words stay within what may be said: nothing is promised and
nothing is called *the* cause.
"""

from dataclasses import dataclass
from enum import Enum

from guywire.care.words import Message, message


class Certainty(Enum):
    """How sure we are of what we say was found, all studies together."""

    FAIRLY_SURE = "Fairly sure"
    PARTLY_SURE = "Partly sure"
    UNSURE = "Unsure"

    @property
    def label(self) -> Message:
        return CERTAINTY_LABELS[self]


CERTAINTY_LABELS = {
    Certainty.FAIRLY_SURE: message("Fairly sure"),
    Certainty.PARTLY_SURE: message("Partly sure"),
    Certainty.UNSURE: message("Unsure"),
}


@dataclass(frozen=True)
class Claim:
    """`findings` names every study behind it, those cited in the text among them.

    `used_for` says where this site builds on the claim, `wrong_if` what result would make it wrong.
    """

    slug: str
    title: Message
    people_say: Message
    found: tuple[Message, ...]
    certainty: Certainty
    because: Message
    not_known: Message
    used_for: Message
    wrong_if: Message
    findings: str

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.findings.split())


CLAIMS = (
    Claim(
        slug="sitting",
        title=message("Tight hips and long sitting"),
        people_say=message("Sitting all day makes your hips tight."),
        found=(
            message(
                "One study compared groups of people. Those who moved little and sat more "
                "than 7 hours a day could move their hips back about 6 degrees less than "
                "those who moved a lot and sat less than 4 hours. [F01] [F02]"
            ),
            message(
                "Six degrees is not much: the minute hand of a clock turns that far in one minute."
            ),
        ),
        certainty=Certainty.UNSURE,
        because=(
            message(
                "It is one study, and it met each person once. It cannot show whether "
                "sitting made the hips tight, or whether people with stiff hips sit more."
            )
        ),
        not_known=(
            message(
                "Whether sitting less makes hips longer again. We have not found a study "
                "that tried."
            )
        ),
        used_for=message(
            "The question about sitting on the page with the moving figure. Nothing else."
        ),
        wrong_if=(
            message(
                "A study that follows people for months and finds that those who start "
                "sitting less gain no hip motion."
            )
        ),
        findings="F01 F02 E01 E02 E03",
    ),
    Claim(
        slug="hips-and-pain",
        title=message("Tight hips and back pain"),
        people_say=message("Tight hips cause back pain."),
        found=(
            message(
                "In one study, people with long-lasting back pain could move their hips back "
                "11 degrees less than people without pain. They were also older. [I03]"
            ),
            message(
                "Other studies do not fit. Among students almost all had hip muscles of "
                "normal length, and it did not show who had pain. [I06] Put together, 24 "
                "studies gave mixed answers. [I04] In people who had both, a difference "
                "between left and right went with pain. How stiff they were did not. [I09]"
            ),
        ),
        certainty=Certainty.UNSURE,
        because=message("The studies disagree, most are small, and most met each person once."),
        not_known=(
            message(
                "Whether tight hips come first, or the pain, or neither. In some people "
                "tight hips may add to the strain on the lower back. No one can say yet in "
                "whom."
            )
        ),
        used_for=(
            message(
                "The reason for this site: we measure hips and stretch them. We never say "
                "that tight hips are why your back hurts."
            )
        ),
        wrong_if=(
            message(
                "A large study that follows people without pain and finds that tight hips do "
                "not come before it. Or a trial in which hips get looser and backs do not "
                "get better. Our one small trial points that way. [I05]"
            )
        ),
        findings="I01 I03 I04 I06 I08 I09 I10",
    ),
    Claim(
        slug="standing",
        title=message("Tight hips and the way you stand"),
        people_say=message("Tight hips tip your pelvis forward."),
        found=(
            message(
                "About 8 in 10 young people without pain stand with the front of the pelvis "
                "a little lower than the back. That is how people are built. [C04]"
            ),
            message(
                "How far a hip moves back did not show how a person stands. [C14] "
                "[C21] The shape of the bones alone can make a pelvis look tipped. [C06]"
            ),
        ),
        certainty=Certainty.FAIRLY_SURE,
        because=(
            message(
                "Several studies agree, though each is small. The way you stand is not a "
                "reason to stretch."
            )
        ),
        not_known=(
            message(
                "What a very stiff hip, after an injury or an illness, does to standing. A "
                "computer model says that the hip joint then carries more. [C15]"
            )
        ),
        used_for=(
            message(
                "The page with the moving figure: standing, your pelvis stays where you hold "
                "it. Nothing tells you to stand in another way."
            )
        ),
        wrong_if=(
            message(
                "A study in many people that finds the tilt of the pelvis going with the "
                "motion of the hip."
            )
        ),
        findings="C04 C05 C06 C08 C09 C10 C11 C14 C15 C16 C17 C18 C19 C20 C21 C22",
    ),
    Claim(
        slug="walking",
        title=message("Tight hips and walking"),
        people_say=message("What the hip cannot do, the lower back does instead."),
        found=(
            message(
                "Late in each step your leg is behind you. The hip then goes a few degrees "
                "past straight. [D01] That is where a short muscle at the front of the hip "
                "would pull on the pelvis."
            ),
            message(
                "In people whose hips are stiff from an illness of the nerves, the front of "
                "the pelvis tips more in walking. [D31] In runners one study saw the same in "
                "those with the tightest hips, [D30] and another did not. [D29]"
            ),
            message(
                "Against it: in 97 studies, people with lasting back pain walked slower and "
                "with shorter steps. How far their hips, pelvis, and lower back moved did "
                "not differ from people without pain. [I14] 12 more recent studies say the "
                "same of steps. [I15]"
            ),
            message(
                "Age does not explain it either. Older people's hips are stiffer near the "
                "end, [D41] but their walking does not show it. [D39] [D40]"
            ),
        ),
        certainty=Certainty.UNSURE,
        because=(
            message(
                "It fits how the body is built, and some small studies see it. The largest "
                "do not. Our moving figure is a computer model of this idea, not a proof. It "
                "lets tight hips shorten the step, too, because that is what people with "
                "back pain are seen to do."
            )
        ),
        not_known=(
            message(
                "How much of it happens with a mildly tight hip, and whether it hurts. "
                "People walk in very different ways. [D21]"
            )
        ),
        used_for=message("The moving figure, and the degrees and millimeters next to it."),
        wrong_if=(
            message(
                "People whose hips get looser, and whose pelvis, back, and steps then change "
                "no more than anyone else's. The largest studies already speak against a "
                "part of it."
            )
        ),
        findings=(
            "D01 D02 D03 D04 D05 D06 D07 D12 D20 D21 D22 D23 D24 D25 D26 D27 D28 D29 D30 D31 D35 "
            "D37 D39 D40 D41 I14 I15"
        ),
    ),
    Claim(
        slug="stretching",
        title=message("What stretching does"),
        people_say=message("Stretching makes muscles longer and takes the pain away."),
        found=(
            message(
                "Weeks of stretching let a joint move further. That is well shown. [H05] "
                "[H10] Partly the muscle gets softer, [G14] partly you get used to the pull. "
                "[L04] When people stretch on their own, studies mostly see the second. [L07]"
            ),
            message("Little of the gain shows in walking. [D13] [D14]"),
            message(
                "For back pain there is one small study of hip stretches. The women who "
                "stretched got better, but not more than those they were compared with. [I05]"
            ),
        ),
        certainty=Certainty.PARTLY_SURE,
        because=(
            message(
                "For moving further: many studies. For less back pain: one study of 30 "
                "people, so almost nothing."
            )
        ),
        not_known=message("Whether these two holds help your back more than time alone would."),
        used_for=message("The two stretches, and the range of improvement we show over weeks."),
        wrong_if=(
            message(
                "A trial in which people do these two stretches and gain no more motion than "
                "people who do not."
            )
        ),
        findings="H10 H01 H02 H06 H07 H08 H12 I05 D13 D14 D33 D34 G14 G15 L04 L07",
    ),
    Claim(
        slug="how-long",
        title=message("How long to hold, and how often"),
        people_say=message("The more you stretch, the better."),
        found=(
            message(
                "No. In 189 studies the gains leveled off at about 4 minutes in one session "
                "and 10 minutes in a week for one muscle. [H05] Another review saw no clear "
                "link with how much people did. [H09]"
            ),
            message(
                "Long and gentle gained almost as much as short and hard, [L01] and hard "
                "stretching hurts. [L02] In one study a minute softened the muscle only when "
                "it was pulled hard. [L05] In older people the muscle softens less. [L06]"
            ),
            message(
                "A muscle gives way most at the start of a hold. [G01] Minutes after a "
                "stretch it is as firm as before, while some of the extra reach stays a "
                "little longer. [G12]"
            ),
        ),
        certainty=Certainty.PARTLY_SURE,
        because=(
            message(
                "There are many studies. But most are of young, healthy people and the back of "
                "the leg. Few are of the front of the hip in people with sore backs."
            )
        ),
        not_known=message(
            "The best length of a hold for the hip muscles of people with back pain."
        ),
        used_for=message("Three minutes on each side, a gentle pull, and most days of the week."),
        wrong_if=message(
            "A trial of this very stretch in which shorter or longer holds gain clearly more."
        ),
        findings=(
            "H05 H09 H11 H13 L01 L02 G01 G02 G03 G04 G05 G07 G09 G10 G11 G12 G13 G16 G17 G18 G19 "
            "G20 L05 L06"
        ),
    ),
    Claim(
        slug="scans",
        title=message("What a scan shows"),
        people_say=message("The scan shows why it hurts."),
        found=(
            message(
                "Worn and bulging discs are common on scans of people who have no pain: "
                "about half of people of 30 have a worn disc, and 8 in 10 of people of 50. "
                "[J01]"
            ),
            message(
                "They still mean something. Up to age 50 they are more common in people with "
                "back pain. [J02] In older people, badly worn discs double the odds of "
                "long-lasting pain, but do not show how strong it is. [J04]"
            ),
        ),
        certainty=Certainty.FAIRLY_SURE,
        because=message("Many studies and thousands of people."),
        not_known=(
            message(
                "Which finding on your own scan, if any, has to do with your pain. The "
                "doctor who ordered the scan can tell you more."
            )
        ),
        used_for=message("What we say about scans. Our check does not ask for one."),
        wrong_if=message(
            "A study in which a finding on a scan tells who will have pain years later."
        ),
        findings="J01 J02 J04",
    ),
    Claim(
        slug="time",
        title=message("What time does"),
        people_say=message("I got better, so it was the stretching."),
        found=(
            message(
                "Perhaps, perhaps not. New back pain falls by half in six weeks without any "
                "special treatment. [I11] Pain that has lasted for months eases too, but "
                "less. [I12]"
            ),
            message(
                "About 7 in 10 people with new back pain were well again within a year. "
                "[I13] People who signed up for a program and never began it got much "
                "better, too. [M03]"
            ),
            message(
                "One point on a scale from 0 to 10 can be chance. Two points are a real "
                "change. [K07]"
            ),
        ),
        certainty=Certainty.FAIRLY_SURE,
        because=message("33 groups of people, more than 11,000 in all, followed for up to a year."),
        not_known=message("Whose pain will stay. If yours does, we want you to see a person."),
        used_for=message("The gray band behind your own weekly scores."),
        wrong_if=message("New groups of people whose pain does not ease by itself."),
        findings="I11 I12 I13 M03 K07 K09 K10 K13 K21",
    ),
    Claim(
        slug="si-joint",
        title=message("The joint at the back of the pelvis"),
        people_say=message("The SI joint has moved out of place."),
        found=(
            message(
                "It hardly moves. Standing on one leg turned it by half a degree, even in "
                "people with strong pain there. [D15] From one posture to another it is "
                "about 2 degrees. [D17] The most ever seen with these methods was under 4. "
                "[D16]"
            ),
            message("So it cannot make up for the 5 or 10 degrees that a stiff hip lost."),
        ),
        certainty=Certainty.FAIRLY_SURE,
        because=message(
            "Few people were measured, but with markers in the bone, and the studies agree."
        ),
        not_known=message(
            "How much the load on this joint, rather than its motion, has to do with pain."
        ),
        used_for=message("The model: this joint does not make up for what a stiff hip lost."),
        wrong_if=message(
            "A measurement with markers in the bone that sees more than 5 degrees of motion."
        ),
        findings="D15 D16 D17 D18 D19",
    ),
    Claim(
        slug="phone",
        title=message("Measuring with a phone"),
        people_say=message("A phone cannot measure a hip."),
        found=(
            message(
                "Lying still, a phone reads its own tilt to a third of a degree. [B01] Where "
                "you lay it matters far more: on the shin, less than 1 degree of error at "
                "the front and about 5 at the side. [B03]"
            ),
            message(
                "The usual test, read at the thigh alone, misses about 7 in 10 hips that are "
                "stiff, [A01] because the pelvis tips along. [A02] That is why we ask for "
                "three angles."
            ),
            message(
                "How far the pelvis rolls back while you hold your knee is not settled. One "
                "study saw nothing in men and 9 degrees in women, [A15] another about 20. "
                "[A16] That is why a reading of your pelvis while you stand helps so much."
            ),
            message(
                "Even trained testers, weeks apart, were off by about 7 degrees at the knee. [A08]"
            ),
        ),
        certainty=Certainty.PARTLY_SURE,
        because=message("The studies are small, but they agree."),
        not_known=(
            message(
                "How well people measure themselves at home. We have not tested it. That is "
                "why we show a band and not one number."
            )
        ),
        used_for=message("The hip check, and how wide its answers are."),
        wrong_if=(
            message(
                "A study of people who measure at home, with errors much larger than we count with."
            )
        ),
        findings=(
            "A01 A02 A03 A04 A05 A06 A07 A08 A09 A10 A11 A12 A13 B01 B02 B03 C01 C02 C03 A15 A16 "
            "A17 A18"
        ),
    ),
    Claim(
        slug="home-programs",
        title=message("Programs at home"),
        people_say=message("Exercising at home with an app is risky."),
        found=(
            message(
                "Of 138,337 users of one back-pain app, 9 in 10,000 said it had harmed them, "
                "mostly by more pain. [M07]"
            ),
            message(
                "People keep at it when there are few exercises, at most four, and a "
                "therapist behind them. [M05] We give two."
            ),
        ),
        certainty=Certainty.PARTLY_SURE,
        because=message(
            "People who stop an app often do not say why, so some harm is never counted."
        ),
        not_known=message(
            "How safe this very program is. We ask after each session, and we count."
        ),
        used_for=message(
            "Two stretches and no more, and a therapist who hears when it gets worse."
        ),
        wrong_if=message("Our own count of sessions that made people worse."),
        findings="M05 M07",
    ),
    Claim(
        slug="tonight",
        title=message("What eases a sore back tonight"),
        people_say=message("When your back hurts, stay in bed."),
        found=(
            message(
                "With new back pain, people who stayed active did a little better than "
                "people who stayed in bed. With pain down the leg it made no difference. "
                "[K24]"
            ),
            message(
                "A heat wrap eased new back pain by about 1 point of 5 in 2 studies. For "
                "cold there is not enough evidence. [K25] In 4 small studies, people who "
                "slept on their side woke with less pain. [K26]"
            ),
        ),
        certainty=Certainty.PARTLY_SURE,
        because=message(
            "The studies are few and the gains are small. People know if they got a warm pack."
        ),
        not_known=message("Which position is best for whom. So we say: where it hurts least."),
        used_for=message("The page “Help for tonight”."),
        wrong_if=message("A large trial in which rest does better than gentle movement."),
        findings="K24 K25 K26",
    ),
    Claim(
        slug="walking-program",
        title=message("Walking"),
        people_say=message("Walking is bad for a sore back."),
        found=(
            message(
                "After an episode of back pain, 701 people were split into two groups by "
                "chance. One group walked by a program of their own, with six contacts with a "
                "therapist. After 208 days, half of them had a new episode. In the other group "
                "that took 112 days. [M11]"
            ),
        ),
        certainty=Certainty.FAIRLY_SURE,
        because=message("It is one large and careful trial. Walkers knew that they walked."),
        not_known=message("How much comes from the walking, and how much from the therapist."),
        used_for=message("The walking program that you can add to the stretches."),
        wrong_if=message("A second trial of the same size that finds no difference."),
        findings="M11",
    ),
    Claim(
        slug="own-goal",
        title=message("How we see whether you get better"),
        people_say=message("Pain is all that counts."),
        found=(
            message(
                "Researchers agreed to ask for pain over the last week, from 0 to 10, and "
                "for what people can do. [K23] Activities that people name themselves show "
                "change better than a fixed list when the trouble is mild. [K22]"
            ),
        ),
        certainty=Certainty.PARTLY_SURE,
        because=message("It rests on agreement among experts and on one study of 831 people."),
        not_known=message(
            "How much of a change is more than chance for a single person's own activity."
        ),
        used_for=message("The weekly score and your own activities on the progress page."),
        wrong_if=message("A study in which the fixed list shows change better."),
        findings="K22 K23",
    ),
    Claim(
        slug="serious",
        title=message("When it is something serious"),
        people_say=message("My pain must mean something bad."),
        found=(
            message(
                "Seldom. Of 100 people with back pain, about 1 to 4 have a serious disease "
                "behind it. [K02] Doctors look for four: pressure on the nerves to bladder "
                "and legs, a broken bone, cancer, and an infection. [K01]"
            ),
        ),
        certainty=Certainty.PARTLY_SURE,
        because=message(
            "Doctors agree on the list. A single warning sign says little. Several say more."
        ),
        not_known=message(
            "Which warning signs together count most. So we ask about all of them first."
        ),
        used_for=message("For the safety questions, which come first."),
        wrong_if=message("A large study in which one warning sign alone finds serious disease."),
        findings="K01 K02",
    ),
)
