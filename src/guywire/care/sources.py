"""Where each rule comes from. `weight` says how strong the source is, so that nobody reads
a convention as a finding."""

from dataclasses import dataclass
from enum import StrEnum

from guywire.care.words import Message, message


class Weight(StrEnum):
    CONSENSUS = "expert consensus"
    GUIDANCE = "public health guidance"
    REVIEW = "review of many studies"
    STUDY = "one study"
    TEXTBOOK = "textbook teaching, weak evidence"
    HOUSE = "the clinic's own rule"

    @property
    def label(self) -> Message:
        return WEIGHT_LABELS[self]


WEIGHT_LABELS = {
    Weight.CONSENSUS: message("expert consensus"),
    Weight.GUIDANCE: message("public health guidance"),
    Weight.REVIEW: message("review of many studies"),
    Weight.STUDY: message("one study"),
    Weight.TEXTBOOK: message("textbook teaching, weak evidence"),
    Weight.HOUSE: message("the clinic's own rule"),
}


@dataclass(frozen=True)
class Source:
    citation: str | Message
    link: str
    weight: Weight


FINUCANE_2020 = Source(
    "Finucane LM and others. International framework for red flags for potential serious "
    "spinal pathologies. J Orthop Sports Phys Ther 2020;50(7):350-372",
    "https://doi.org/10.2519/jospt.2020.9971",
    Weight.CONSENSUS,
)
NHS_BACK_PAIN = Source(
    "National Health Service (UK). Back pain: when to call 999, when to call a doctor",
    "https://www.nhs.uk/conditions/back-pain/",
    Weight.GUIDANCE,
)
GLOUCESTERSHIRE = Source(
    "NHS Gloucestershire, G-care pathway 75. Red flags for spinal conditions",
    "https://g-care.glos.nhs.uk/pathway/75/resource/3",
    Weight.GUIDANCE,
)
NICE_NG59 = Source(
    "National Institute for Health and Care Excellence (UK). Low back pain and sciatica in over "
    "16s: assessment and management. Guideline NG59",
    "https://www.nice.org.uk/guidance/ng59",
    Weight.GUIDANCE,
)
NHS_DVT = Source(
    "National Health Service (UK). Deep vein thrombosis: symptoms and when to get help",
    "https://www.nhs.uk/conditions/deep-vein-thrombosis-dvt/",
    Weight.GUIDANCE,
)
AORTA = Source(
    "Dayal S, Pavlatos N, Griffin P. When cauda equina betrays (a ruptured aortic aneurysm "
    "that came as back pain). JACEP Open 2024;5:e13148",
    "https://doi.org/10.1002/emp2.13148",
    Weight.STUDY,
)
DUKE_HIP = Source(
    "Duke Physical and Occupational Therapy. Anterior hip precautions; Deak N, Varacallo M. "
    "Hip precautions. StatPearls",
    "https://www.statpearls.com/point-of-care/22893",
    Weight.GUIDANCE,
)
STRETCHING_TEXTBOOK = Source(
    "When not to stretch, as therapists are taught (after Kisner and Colby, Therapeutic Exercise)",
    "https://www.stretching-exercises-guide.com/contraindications-to-stretching.html",
    Weight.TEXTBOOK,
)
ACOG_804 = Source(
    "American College of Obstetricians and Gynecologists. Committee Opinion 804: Physical "
    "activity and exercise during pregnancy and the postpartum period. 2020",
    "https://doi.org/10.1097/AOG.0000000000003772",
    Weight.GUIDANCE,
)
INGRAM_2025 = Source(
    "Ingram LA and others. Optimising the dose of static stretching. Sports Med 2025 "
    "(189 studies, 6,654 adults, mean age 27)",
    "https://doi.org/10.1007/s40279-024-02143-9",
    Weight.REVIEW,
)
CHILDS_2005 = Source(
    "Childs JD, Piva SR, Fritz JM. Responsiveness of the numeric pain rating scale in patients "
    "with low back pain. Spine 2005;30(11):1331-1334",
    "https://doi.org/10.1097/01.brs.0000164099.92112.29",
    Weight.STUDY,
)
ROLAND_MORRIS_1983 = Source(
    "Roland M, Morris R. A study of the natural history of back pain, part 1. Spine 1983;8:141-144",
    "https://doi.org/10.1097/00007632-198303000-00004",
    Weight.STUDY,
)
STRATFORD_1996 = Source(
    "Stratford PW and others. Defining the minimum level of detectable change for the "
    "Roland-Morris questionnaire. Phys Ther 1996;76(4):359-365 (60 patients)",
    "https://doi.org/10.1093/ptj/76.4.359",
    Weight.STUDY,
)
CLINIC = Source(message("The clinic’s own rule of care"), "", Weight.HOUSE)
CLINIC_NUMBER = Source(
    message("The clinic’s own rule of care. Its staff can change the number."), "", Weight.HOUSE
)
MENEZES_COSTA_2012 = Source(
    "Menezes Costa LC and others. The prognosis of acute and persistent low-back pain: "
    "a meta-analysis. CMAJ 2012;184(11):E613-624 (33 cohorts, 11,166 people)",
    "https://doi.org/10.1503/cmaj.111271",
    Weight.REVIEW,
)
DAHM_2010 = Source(
    "Dahm KT and others. Advice to rest in bed versus advice to stay active for acute low-back "
    "pain and sciatica. Cochrane Database Syst Rev 2010;6:CD007612 (10 trials)",
    "https://doi.org/10.1002/14651858.CD007612.pub2",
    Weight.REVIEW,
)
FRENCH_2006 = Source(
    "French SD and others. Superficial heat or cold for low back pain. Cochrane Database Syst Rev "
    "2006;1:CD004750 (9 trials, 1,117 people)",
    "https://doi.org/10.1002/14651858.CD004750.pub2",
    Weight.REVIEW,
)
CARY_2019 = Source(
    "Cary D, Briffa K, McKenna L. Identifying relationships between sleep posture and "
    "non-specific spinal symptoms in adults: a scoping review. BMJ Open 2019;9:e027633 (4 studies)",
    "https://doi.org/10.1136/bmjopen-2018-027633",
    Weight.REVIEW,
)
BACHMANN_2018 = Source(
    "Bachmann C, Oesch P, Bachmann S. Recommendations for improving adherence to home-based "
    "exercise: a systematic review. Phys Rehab Kur Med 2018;28:20-31 (14 studies)",
    "https://doi.org/10.1055/s-0043-120527",
    Weight.REVIEW,
)
POCOVI_2024 = Source(
    "Pocovi NC and others. Effectiveness and cost-effectiveness of an individualised, progressive "
    "walking and education intervention for the prevention of low back pain recurrence "
    "(WalkBack). Lancet 2024;404:134-144 (701 people)",
    "https://doi.org/10.1016/S0140-6736(24)00755-4",
    Weight.STUDY,
)
